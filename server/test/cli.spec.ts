import { lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../src/cli/run.js';
import { CapturedLog } from './captured-log.js';
import { documentOf, filesIn, startWithComers } from './import-rig.js';
import { startWorld, type World } from './world.js';

const containing = (text: string) => expect.stringContaining(text) as string;

/** Runs a command beside a world, with the settings that its Regrant has; the port is what a person would say. */
async function run(
  world: World,
  argv: readonly string[],
  options: { readonly stdin?: string; readonly env?: object } = {},
) {
  const stdout = new CapturedLog();
  const stderr = new CapturedLog();
  const code = await runCommand(argv, {
    env: { ...world.environment, ...options.env },
    stdin: Readable.from([options.stdin ?? '']),
    stdout: stdout.output,
    stderr: stderr.output,
    folder: world.webRoot,
    webRoot: world.webRoot,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const atItsPort = (world: World) => ({ env: { REGRANT_PORT: String(world.regrant.port) } });

describe('import on the command line', () => {
  it('brings in the folder of an older tool through the Regrant that runs, which serves at once', async () => {
    const { world, comers } = await startWithComers(2);
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'accounts'));
    for (const comer of comers)
      await writeFile(join(folder, 'accounts', `${comer.id}.json`), JSON.stringify(documentOf(comer)));
    await writeFile(join(folder, 'accounts', 'torn.json'), '{"email": "x');
    const listed = [...comers.map(({ id, email }) => ({ id, email })), { id: 'gone', email: 'gone@example.com' }];
    await writeFile(
      join(folder, 'accounts.json'),
      JSON.stringify({ version: '2.0', accounts: listed, current_account_id: null }),
    );

    const { code, stdout, stderr } = await run(world, ['import', folder], atItsPort(world));

    expect(stderr).toBe('');
    expect(code).toBe(1);
    for (const { id, email } of comers)
      expect(stdout).toMatch(new RegExp(`^accounts/${id}\\.json +${email} +created$`, 'm'));
    expect(stdout).toMatch(/^accounts\/torn\.json .*invalid .*looks like JSON/m);
    expect(stdout).toMatch(/^accounts\.json, item 3 .*invalid .*has no file/m);
    expect(stdout).toContain('4 items: 2 created, 2 invalid.');
    expect(stdout).not.toContain(comers[0]!.token.refresh_token);
    expect((await world.generate()).status).toBe(200);
  });

  it('starts a Regrant of its own when none runs, and leaves none behind', async () => {
    const { world, comers } = await startWithComers(2);
    await world.stop();
    const list = comers.map(({ token }) => token.refresh_token).join('\n');
    const rehearsal = await run(world, ['import', '-', '--dry-run'], { stdin: list });
    expect(rehearsal).toMatchObject({ code: 0, stderr: '' });
    expect(rehearsal.stdout).toContain('2 items: 2 would_add.');
    expect((await filesIn(world.dataDirectory)).size).toBe(0);

    const { code, stdout } = await run(world, ['import', '-'], { stdin: `# two\n${list}\n` });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^line 2 +\S+@example\.com +created\nline 3 +\S+@example\.com +created\n2 items: 2 created\.\n$/,
    );
    await world.start();
    expect((await world.generate()).status).toBe(200);
  });

  it('says what to do when there is nothing to import, or no way to the Regrant that runs', async () => {
    const world = await startWorld({ accounts: 1 });
    expect(await run(world, ['import', 'nowhere'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: containing('cannot be found'),
    });
    expect(await run(world, ['import', world.webRoot])).toMatchObject({
      code: 1,
      stderr: containing('no account files'),
    });
    expect(await run(world, ['import', '-'], { stdin: '\n' })).toMatchObject({
      code: 1,
      stderr: containing('is empty'),
    });
    // Port 9 (discard) belongs to nobody here; what is certain is that this Regrant is not behind it.
    const lost = await run(world, ['import', '-', '--port', '9'], { stdin: 'a-token' });
    expect(lost).toMatchObject({ code: 1, stderr: containing('--port') });
    const stranger = { REGRANT_ADMIN_TOKEN: 'rga-of-somebody-else-0123456789' };
    const refused = await run(world, ['import', '-'], {
      stdin: 'a-token',
      env: { ...atItsPort(world).env, ...stranger },
    });
    expect(refused).toMatchObject({ code: 1, stderr: containing('REGRANT_ADMIN_TOKEN') });
    expect(await run(world, ['export'])).toMatchObject({ code: 2, stderr: containing('Usage') });
  });
});

describe('export on the command line', () => {
  it('writes a private file, never over another one, that import brings into an empty data directory', async () => {
    const world = await startWorld({ accounts: 3 });
    const file = join(await temporaryFolder(), 'accounts-of-mine.json');
    const chosen = [world.account(0), world.account(2)];

    const { code, stdout, stderr } = await run(
      world,
      ['export', file, '--ids', chosen.map(({ id }) => id).join(',')],
      atItsPort(world),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Accounts exported: 2.');
    expect((await lstat(file)).mode & 0o777).toBe(0o600);
    const content = await readFile(file, 'utf8');

    expect(await run(world, ['export', file], atItsPort(world))).toMatchObject({
      code: 1,
      stderr: containing('is there already'),
    });
    expect(await readFile(file, 'utf8')).toBe(content);

    const empty = { env: { REGRANT_DATA_DIR: join(await temporaryFolder(), 'data') } };
    const imported = await run(world, ['import', file], empty);
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    const files = await filesIn(empty.env.REGRANT_DATA_DIR);
    expect([...files.keys()].sort()).toEqual(chosen.map(({ email }) => email).sort());
    for (const { email, token } of chosen) {
      expect(files.get(email)).toMatchObject({
        token: { refresh_token: token.refresh_token, project_id: token.project_id },
      });
    }
  });

  it('leaves no file behind when there is nothing in it', async () => {
    const world = await startWorld({ accounts: 1 });
    const file = join(await temporaryFolder(), 'out.json');
    const { code, stderr } = await run(world, ['export', file, '--ids', 'nobody'], atItsPort(world));
    expect(code).toBe(1);
    expect(stderr).toContain('There is no account with this id.');
    await expect(lstat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
