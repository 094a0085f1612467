import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from './sandbox.js';

const ALICE = 'alice@example.com';

let sandbox: Sandbox;
let dataDirectory: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  dataDirectory = await mkdtemp(join(tmpdir(), 'regrant-sandbox-'));
});

afterEach(async () => {
  await sandbox.close();
  await rm(dataDirectory, { recursive: true });
});

function press(
  action: string,
  headers: Record<string, string> = { origin: sandbox.console.origin },
): Promise<Response> {
  return fetch(`${sandbox.console.origin}/grants`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ email: ALICE, action }),
  });
}

describe('enrolling', () => {
  it('writes an account file that only its owner can read, with tokens that work', async () => {
    const account = await sandbox.enrol(dataDirectory, ALICE, { projectId: 'p-1' });
    expect((await stat(account.path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDirectory, 'accounts'))).mode & 0o777).toBe(0o700);
    const stored = JSON.parse(await readFile(account.path, 'utf8')) as typeof account;
    expect(account.path).toBe(join(dataDirectory, 'accounts', `${stored.id}.json`));
    expect(stored).toMatchObject({ email: ALICE, disabled: false, token: { project_id: 'p-1', email: ALICE } });
    expect(await sandbox.google.isValidAccessToken(stored.token.access_token)).toEqual({ email: ALICE });
  });

  it('names every address that Regrant needs', () => {
    expect(Object.keys(sandbox.environment).sort()).toEqual([
      'REGRANT_GEMINI_BASE_URL',
      'REGRANT_GOOGLE_AUTHORIZATION_URL',
      'REGRANT_GOOGLE_CLIENT_ID',
      'REGRANT_GOOGLE_CLIENT_SECRET',
      'REGRANT_GOOGLE_TOKEN_URL',
      'REGRANT_GOOGLE_USERINFO_URL',
      'REGRANT_RESOURCE_MANAGER_BASE_URL',
      'REGRANT_SANDBOX_CONSOLE_URL',
      'REGRANT_VERTEX_BASE_URL',
    ]);
  });
});

describe('the console', () => {
  it('shows live grants and revokes them with a plain form', async () => {
    const { accessToken } = await sandbox.google.mint(ALICE);
    const page = await fetch(sandbox.console.url);
    // With no-referrer a browser would send `Origin: null` with the form, and the console would refuse its own button.
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    const before = await page.text();
    expect(before).toContain('Sandbox – not Google');
    expect(before).toContain(`aria-label="Revoke ${ALICE}"`);
    expect(before).not.toContain(accessToken);

    const pressed = await press('revoke');
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/']);
    expect(await sandbox.google.isValidAccessToken(accessToken)).toBeUndefined();
    expect(await (await fetch(sandbox.console.url)).text()).not.toContain(`aria-label="Revoke ${ALICE}"`);
  });

  it('expires a refresh token and leaves the access token alive', async () => {
    const { accessToken } = await sandbox.google.mint(ALICE);
    expect((await press('expire')).status).toBe(303);
    expect(sandbox.google.grantsOf(ALICE)).toEqual([expect.objectContaining({ refreshTokens: 0, accessTokens: 1 })]);
    expect(await sandbox.google.isValidAccessToken(accessToken)).toEqual({ email: ALICE });
  });

  it('takes no order from another page and none it does not know', async () => {
    const { accessToken } = await sandbox.google.mint(ALICE);
    expect((await press('revoke', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await press('revoke', {})).status).toBe(403);
    expect((await press('close')).status).toBe(400);
    expect(await sandbox.google.isValidAccessToken(accessToken)).toEqual({ email: ALICE });
  });
});
