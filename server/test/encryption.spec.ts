import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../src/cli/run.js';
import { OAuthClients } from '../src/oauth/oauth-clients.js';
import { CapturedLog } from './captured-log.js';
import { ADMIN_TOKEN, startWorld, type Enrolled, type World, type WorldOptions } from './world.js';
import { signInAtGoogle } from './world-sign-in.js';

const PASSPHRASE = 'CANARY correct horse battery staple';
const ENCRYPTED = { REGRANT_ENCRYPTION_PASSPHRASE: PASSPHRASE };
const CLIENT_SECRET = 'CANARY-client-secret-of-another-client';

const startEncrypted = (options: WorldOptions = {}): Promise<World> =>
  startWorld({ accounts: 2, ...options, env: { ...ENCRYPTED, ...options.env } });

/** Everything that lies in the data directory, by path; what belongs to the sandbox is not there. */
async function everythingIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (path) => [path, await readFile(path, 'latin1')] as const)));
}

const contentIn = async (world: World, folder = ''): Promise<string> =>
  [...(await everythingIn(join(world.dataDirectory, folder))).values()].join('\n');

/** Why the stopped world does not start with this environment; nothing on disk may have changed by the attempt. */
async function refusalOf(world: World, env: Readonly<Record<string, string | undefined>>): Promise<unknown> {
  const before = await everythingIn(join(world.dataDirectory, 'accounts'));
  const refusal = await world.startWith(env).then(
    () => 'started',
    (error: unknown) => error,
  );
  expect(await everythingIn(join(world.dataDirectory, 'accounts'))).toEqual(before);
  return refusal;
}

async function keyFile(content: string, mode = 0o600): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-key-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'key');
  await writeFile(path, content, { mode });
  await chmod(path, mode);
  return path;
}

async function run(world: World, argv: readonly string[], env: object = ENCRYPTED, stdin = '') {
  const [stdout, stderr] = [new CapturedLog(), new CapturedLog()];
  const code = await runCommand(argv, {
    env: { ...world.environment, ...env },
    stdin: Readable.from([stdin]),
    stdout: stdout.output,
    stderr: stderr.output,
    folder: world.webRoot,
    webRoot: world.webRoot,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

const tokensOf = ({ token }: Enrolled): readonly string[] => [token.access_token, token.refresh_token];

describe('encryption at rest', () => {
  it('keeps no token in any file of the data directory, and every other field readable', async () => {
    const world = await startEncrypted();
    expect(world.log.messages).toContain('The tokens of 2 accounts are encrypted from now on');
    await world.admin('PATCH', '/api/settings', {
      oauth_clients: { other: { client_id: 'another-client', client_secret: CLIENT_SECRET } },
    });
    const { refreshToken } = await world.google.mint(world.account(1).email);
    expect((await world.admin('POST', '/api/accounts', { refresh_token: refreshToken })).status).toBe(200);
    await world.untilSaved(world.account(1));
    const content = await contentIn(world);
    for (const secret of [...world.accounts.flatMap(tokensOf), refreshToken, CLIENT_SECRET, PASSPHRASE])
      expect(content).not.toContain(secret);
    expect(content.match(/"regrant:v1:/g)?.length).toBeGreaterThanOrEqual(6);
    const { token, ...rest } = world.account(0);
    expect(await world.file(world.account(0))).toMatchObject({
      email: rest.email,
      disabled: false,
      token: { project_id: token.project_id, expiry_timestamp: token.expiry_timestamp },
    });
    expect(world.log.text).not.toContain('CANARY');
  });

  it('does the main job: a grant dies, is given again, and serves after a restart too', async () => {
    const world = await startEncrypted({ accounts: 1 });
    const account = world.account(0);
    expect((await world.generate()).status).toBe(200);
    await world.letDie(account);
    expect(await world.file(account)).toMatchObject({ disabled: true });
    expect((await world.generate()).status).toBe(503);
    await signInAtGoogle(world, { account, as: account.email });
    expect(await world.file(account)).not.toHaveProperty('disabled');
    expect((await world.generate()).status).toBe(200);
    await world.restart();
    expect((await world.generate()).status).toBe(200);
    expect(await contentIn(world, 'accounts')).not.toMatch(/"(1\/\/|ya29)/);
  });

  it('is taken up again when a token is put into the file by hand', async () => {
    const world = await startEncrypted({ accounts: 1 });
    const account = world.account(0);
    await world.letDie(account);
    const { refreshToken } = await world.google.mint(account.email);
    const told = world.nextEvent('account.reenabled', account);
    const file = await world.file(account);
    await writeFile(
      account.path,
      JSON.stringify({ ...file, token: { ...(file['token'] as object), refresh_token: refreshToken } }),
    );
    await told;
    await world.untilSaved(account);
    expect(await world.fileText(account)).not.toContain(refreshToken);
    expect((await world.generate()).status).toBe(200);
  });

  it('gives plain tokens to an export, which asks for the secret of the admin', async () => {
    const world = await startEncrypted();
    const { body } = await world.admin<{ accounts: Enrolled[] }>('POST', '/api/accounts/export', {
      token: ADMIN_TOKEN,
    });
    expect(body.accounts.map(({ token }) => token.refresh_token).sort()).toEqual(
      world.accounts.map(({ token }) => token.refresh_token).sort(),
    );
  });

  it('keeps OAuth clients usable over a restart', async () => {
    const world = await startEncrypted({ accounts: 1 });
    await world.admin('PATCH', '/api/settings', {
      oauth_clients: { other: { client_id: 'another-client', client_secret: CLIENT_SECRET } },
    });
    await world.restart();
    expect(world.regrant.app.get(OAuthClients).get('other')).toMatchObject({ clientSecret: CLIENT_SECRET });
  });
});

describe('a start', () => {
  it('without the key is refused, and with it all is as before', async () => {
    const world = await startEncrypted();
    await world.stop();
    expect(await refusalOf(world, { REGRANT_ENCRYPTION_PASSPHRASE: '' })).toMatchObject({
      code: 'encryption.key_required',
      hint: expect.stringContaining('REGRANT_ENCRYPTION_PASSPHRASE') as string,
    });
    await world.start();
    expect((await world.view(world.account(0))).status).toBe('ready');
    expect((await world.generate()).status).toBe(200);
  });

  it('with another passphrase is refused before anything is read', async () => {
    const world = await startEncrypted();
    await world.stop();
    const refusal = await refusalOf(world, { REGRANT_ENCRYPTION_PASSPHRASE: `${PASSPHRASE} ` });
    expect(refusal).toMatchObject({ code: 'encryption.key_rejected' });
    expect(String(refusal)).not.toContain('CANARY');
  });

  it('without encryption.json is refused, rather than making another key', async () => {
    const world = await startEncrypted();
    await world.stop();
    const path = join(world.dataDirectory, 'encryption.json');
    const content = await readFile(path);
    await rm(path);
    expect(await refusalOf(world, {})).toMatchObject({ code: 'encryption.unusable' });
    expect(await readdir(world.dataDirectory)).not.toContain('encryption.json');
    for (const damaged of [
      '',
      '{}',
      content.toString().replace('"scrypt"', '"none"'),
      content.toString().replace('131072', '9e15'),
    ]) {
      await writeFile(path, damaged);
      expect(await refusalOf(world, {})).toMatchObject({ code: 'encryption.unusable' });
    }
    await writeFile(path, content);
    await world.start();
    expect((await world.generate()).status).toBe(200);
  });

  it('takes a key file that nobody else can read, outside the data directory', async () => {
    const world = await startWorld({ accounts: 1 });
    await world.stop();
    const fault = async (path: string, expected: RegExp) => {
      const refusal = await refusalOf(world, { REGRANT_ENCRYPTION_KEY_FILE: path });
      expect(refusal).toMatchObject({ code: 'settings.invalid' });
      expect(String(refusal)).toMatch(expected);
    };
    const good = 'k'.repeat(64);
    await fault(join(tmpdir(), 'regrant-no-such-key'), /a file that is there/);
    await fault(await keyFile('too short\n'), /at least 32 characters/);
    await fault(await keyFile(good, 0o640), /only you can read/);
    await mkdir(join(world.dataDirectory, 'keys'));
    await writeFile(join(world.dataDirectory, 'keys', 'key'), good, { mode: 0o600 });
    await fault(join(world.dataDirectory, 'keys', 'key'), /outside the data directory/);
    const way = join(await mkdtemp(join(tmpdir(), 'regrant-way-')), 'data');
    onTestFinished(() => rm(dirname(way), { recursive: true, force: true }));
    await symlink(world.dataDirectory, way);
    await fault(join(way, 'keys', 'key'), /outside the data directory/);
    expect(await readdir(world.dataDirectory)).not.toContain('encryption.json');

    const path = await keyFile(`${good}\n`);
    await world.startWith({ REGRANT_ENCRYPTION_KEY_FILE: path });
    expect((await world.generate()).status).toBe(200);
    expect(await contentIn(world)).not.toContain(world.account(0).token.refresh_token);
  });

  it('takes one of passphrase and key file, and neither from settings.json', async () => {
    const world = await startWorld({ accounts: 0 });
    await world.stop();
    const both = { ...ENCRYPTED, REGRANT_ENCRYPTION_KEY_FILE: await keyFile('k'.repeat(64)) };
    expect(String(await refusalOf(world, both))).toMatch(/encryption_key_file .*expected no key file beside/);
    await writeFile(join(world.dataDirectory, 'settings.json'), JSON.stringify({ encryption_passphrase: PASSPHRASE }));
    const refusal = String(await refusalOf(world, {}));
    expect(refusal).toMatch(/encryption_passphrase \(settings.json\): expected no secret here/);
    expect(refusal).not.toContain('CANARY');
  });
});

describe('decrypt', () => {
  it('makes everything plain again, byte for byte, and takes the key away last', async () => {
    let before: ReadonlyMap<string, string> = new Map();
    const world = await startEncrypted({
      before: async ({ dataDirectory }) => {
        before = await everythingIn(join(dataDirectory, 'accounts'));
      },
    });
    await world.admin('PATCH', '/api/settings', {
      oauth_clients: { other: { client_id: 'another-client', client_secret: CLIENT_SECRET } },
    });
    await world.stop();
    expect(await run(world, ['decrypt'])).toMatchObject({ code: 0, stderr: '' });
    expect(await everythingIn(join(world.dataDirectory, 'accounts'))).toEqual(before);
    expect(await readdir(world.dataDirectory)).not.toContain('encryption.json');
    expect(await contentIn(world)).not.toContain('regrant:v1:');
    await world.startWith({ REGRANT_ENCRYPTION_PASSPHRASE: '' });
    expect((await world.generate()).status).toBe(200);
    expect(world.regrant.app.get(OAuthClients).get('other')).toMatchObject({ clientSecret: CLIENT_SECRET });
  });

  it('keeps the key while a file is left that does not open', async () => {
    const world = await startEncrypted();
    await world.stop();
    const [first, second] = [world.account(0), world.account(1)];
    const sealed = await world.fileText(second);
    await writeFile(second.path, await world.fileText(first));
    const { code, stderr } = await run(world, ['decrypt']);
    expect(code).toBe(1);
    expect(stderr).toContain(`${second.id}.json has an encrypted token that does not open`);
    expect(await readdir(world.dataDirectory)).toContain('encryption.json');
    expect(await world.fileText(first)).toContain(first.token.refresh_token);
    // Put right, it goes on where it was.
    await writeFile(second.path, sealed);
    expect((await run(world, ['decrypt'])).code).toBe(0);
    expect(await world.fileText(second)).toContain(second.token.refresh_token);
  });

  it('keeps the key while a file is damaged that holds an encrypted token', async () => {
    const world = await startEncrypted();
    await world.stop();
    const account = world.account(1);
    const sealed = await world.fileText(account);
    await writeFile(account.path, sealed.slice(0, -3));
    await writeFile(join(world.dataDirectory, 'accounts', 'notes.json'), 'never held anything');
    const { code, stderr } = await run(world, ['decrypt']);
    expect(code).toBe(1);
    expect(stderr).toContain(`${account.id}.json`);
    expect(stderr).not.toContain('notes.json');
    expect(await readdir(world.dataDirectory)).toContain('encryption.json');
    await writeFile(account.path, sealed);
    expect((await run(world, ['decrypt'])).code).toBe(0);
    expect(await world.fileText(account)).toContain(account.token.refresh_token);
  });

  it('wants the key, and the data directory for itself', async () => {
    const world = await startEncrypted({ accounts: 1 });
    expect(await run(world, ['decrypt'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('in use by') as string,
    });
    await world.stop();
    expect(await run(world, ['decrypt'], { REGRANT_ENCRYPTION_PASSPHRASE: '' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('without the key') as string,
    });
    expect(await run(world, ['decrypt'], { REGRANT_ENCRYPTION_PASSPHRASE: 'not the passphrase' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not the one') as string,
    });
    expect(await contentIn(world, 'accounts')).not.toContain(world.account(0).token.refresh_token);
  });
});

describe('change-key', () => {
  it('puts all under another passphrase without touching an account', async () => {
    const world = await startEncrypted();
    await world.stop();
    const before = await everythingIn(join(world.dataDirectory, 'accounts'));
    const next = 'CANARY another passphrase altogether';
    expect(await run(world, ['change-key', '-'], ENCRYPTED, `${next}\n`)).toMatchObject({ code: 0, stderr: '' });
    expect(await everythingIn(join(world.dataDirectory, 'accounts'))).toEqual(before);
    expect(await refusalOf(world, {})).toMatchObject({ code: 'encryption.key_rejected' });
    await world.startWith({ REGRANT_ENCRYPTION_PASSPHRASE: next });
    expect((await world.generate()).status).toBe(200);
  });

  it('takes a file that can be the key file afterwards, and refuses one that cannot', async () => {
    const world = await startEncrypted({ accounts: 1 });
    await world.stop();
    const path = await keyFile(`${'n'.repeat(64)}\n`);
    expect(await run(world, ['change-key', await keyFile('short')])).toMatchObject({ code: 1 });
    expect(await run(world, ['change-key', '-'], ENCRYPTED, 'short')).toMatchObject({ code: 1 });
    expect(await run(world, ['change-key', path], { REGRANT_ENCRYPTION_PASSPHRASE: '' })).toMatchObject({ code: 1 });
    expect(await run(world, ['change-key', path])).toMatchObject({ code: 0 });
    await world.startWith({ REGRANT_ENCRYPTION_PASSPHRASE: '', REGRANT_ENCRYPTION_KEY_FILE: path });
    expect((await world.generate()).status).toBe(200);
  });
});
