import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtRegrant } from '../lifecycle/built-regrant.js';
import { RegrantProcess } from '../lifecycle/regrant-process.js';
import { GENERATE } from '../world.js';

const LONG_AGO_MS = 2 * 3_600_000;
/** How long after the answer has left the token endpoint the process is killed. */
const DELAYS_MS = [0, 3, 21, 200, 2_000];

const built = builtRegrant();

interface AccountFile {
  readonly disabled?: boolean;
  readonly disabled_reason?: string;
  readonly token: { readonly refresh_token: string };
}

/** The one account file, whole. */
function fileIn({ dataDirectory }: RegrantProcess): AccountFile {
  const folder = join(dataDirectory, 'accounts');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(names).toHaveLength(1);
  return JSON.parse(readFileSync(join(folder, names[0] ?? ''), 'utf8')) as AccountFile;
}

/** Kills the process while its first refresh is being answered, and starts another one. */
async function killedWhileRefreshing(delayMs: number, rotates: boolean): Promise<RegrantProcess> {
  let release: () => void = () => undefined;
  let arrived: Promise<void> = Promise.resolve();
  const regrant = await RegrantProcess.start(built.program, {
    accounts: 0,
    google: { rotateRefreshTokens: rotates },
    before: async ({ sandbox, dataDirectory }) => {
      const barrier = sandbox.google.hold();
      [release, arrived] = [() => barrier.release(), barrier.arrived()];
      await sandbox.enrol(dataDirectory, 'alice@example.com', { nowMs: Date.now() - LONG_AGO_MS });
    },
  });
  await arrived;
  release();
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  regrant.child.kill('SIGKILL');
  return regrant.again();
}

describe('a process that is killed while its refresh token is answered', () => {
  it.each(DELAYS_MS)('loses nothing where tokens do not rotate (%i ms)', async (delayMs) => {
    const regrant = await killedWhileRefreshing(delayMs, false);
    expect((await regrant.call(GENERATE)).status).toBe(200);
    expect(fileIn(regrant).disabled ?? false).toBe(false);
  });

  it.each(DELAYS_MS)(
    'has the new one, or says once that somebody must sign in, where they do (%i ms)',
    async (delayMs) => {
      const regrant = await killedWhileRefreshing(delayMs, true);
      const { google } = regrant.sandbox;
      const { status } = await regrant.call(GENERATE);
      if (status !== 200) {
        expect(status).toBe(503);
        await expect.poll(() => fileIn(regrant).disabled, { interval: 20, timeout: 10_000 }).toBe(true);
        expect(fileIn(regrant).disabled_reason).toMatch(/^invalid_grant:/);
        const asked = google.journal.length;
        expect((await regrant.call(GENERATE)).status).toBe(503);
        expect(google.journal).toHaveLength(asked);
        const { refreshToken } = await google.mint('alice@example.com');
        await regrant.admin('POST', '/api/accounts', { refresh_token: refreshToken });
        expect((await regrant.call(GENERATE)).status).toBe(200);
      }
      process.stdout.write(
        `killed ${delayMs} ms after a rotated token was sent: ${status === 200 ? 'kept' : 'to sign in again'}\n`,
      );
      expect(fileIn(regrant).disabled ?? false).toBe(false);
    },
  );
});
