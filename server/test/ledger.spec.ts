import { execFile } from 'node:child_process';
import { appendFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../src/accounts/ledger.js';
import { startWorld, type World } from './world.js';

const run = promisify(execFile);

interface History {
  readonly history: readonly { readonly fact: string; readonly by?: string; readonly cause?: string }[];
}

const factsOf = async (world: World, id: string): Promise<readonly string[]> => {
  const { body } = await world.admin<History>('GET', `/api/accounts/${id}/history`);
  return body.history.map(({ fact }) => fact);
};

describe('the ledger of an account', () => {
  it('tells the life of a grant in order, with cause and actor, over a restart, and without a secret', async () => {
    const world = await startWorld({ accounts: 2 });
    const account = world.account(0);
    await world.admin('PATCH', `/api/accounts/${account.id}`, { proxy_disabled: true, proxy_disabled_reason: 'lunch' });
    await world.admin('PATCH', `/api/accounts/${account.id}`, { proxy_disabled: false });
    await world.letDie(account);
    await world.restart();
    const { refreshToken } = await world.google.mint(account.email);
    await world.admin('POST', '/api/accounts', { refresh_token: refreshToken });
    await world.regrant.app.get(Ledger).settled();

    const facts = await factsOf(world, account.id);
    expect(facts.filter((fact) => fact !== 'refreshed')).toEqual([
      'paused',
      'resumed',
      'disabled',
      'notified',
      'reenabled',
    ]);
    const { body, text } = await world.admin<History>('GET', `/api/accounts/${account.id}/history`);
    expect(body.history.find(({ fact }) => fact === 'disabled')).toMatchObject({ by: 'refresh', cause: 'revoked' });
    expect(body.history.find(({ fact }) => fact === 'reenabled')).toMatchObject({ by: 'refresh_token' });
    const onDisk = await readFile(join(world.dataDirectory, 'ledger', `${account.id}.ndjson`), 'utf8');
    for (const secret of [refreshToken, account.token.refresh_token]) expect(text + onDisk).not.toContain(secret);
  });

  it('outlives its account', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    await world.admin('DELETE', `/api/accounts/${id}`);
    await world.regrant.app.get(Ledger).settled();
    expect(await factsOf(world, id)).toContain('removed');
  });

  it('bears a line that a crash has torn: nothing before or after it is lost', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    await world.admin('PATCH', `/api/accounts/${id}`, { proxy_disabled: true });
    await world.stop();
    const torn = Buffer.from('{"at":17000000,"reason":"Zo\u00eb').subarray(0, -1);
    await appendFile(join(world.dataDirectory, 'ledger', `${id}.ndjson`), torn);
    await world.start();
    await world.admin('PATCH', `/api/accounts/${id}`, { proxy_disabled: false });
    await world.regrant.app.get(Ledger).settled();
    expect((await factsOf(world, id)).filter((fact) => fact !== 'refreshed')).toEqual(['paused', 'resumed']);
  });

  it('follows no link and waits for no pipe that somebody put in its place', async () => {
    const world = await startWorld({
      accounts: 2,
      before: async ({ dataDirectory, accounts: [first, second] }) => {
        const folder = join(dataDirectory, 'ledger');
        await mkdir(folder);
        await writeFile(join(dataDirectory, 'elsewhere'), '{"at":1,"fact":"from elsewhere"}\n');
        await symlink('../elsewhere', join(folder, `${first?.id}.ndjson`));
        await run('mkfifo', [join(folder, `${second?.id}.ndjson`)]);
      },
    });
    for (const { id } of world.accounts) {
      expect((await world.admin('PATCH', `/api/accounts/${id}`, { proxy_disabled: true })).status).toBe(200);
      expect(await factsOf(world, id)).toEqual([]);
    }
    await world.regrant.app.get(Ledger).settled();
    expect(await readFile(join(world.dataDirectory, 'elsewhere'), 'utf8')).toBe('{"at":1,"fact":"from elsewhere"}\n');
  });

  it('is no way out of its folder', async () => {
    const world = await startWorld({ accounts: 1 });
    for (const id of ['..%2f..%2fsecrets', '%2e%2e', 'nobody']) {
      expect((await world.admin('GET', `/api/accounts/${id}/history`)).status).toBe(404);
    }
  });
});
