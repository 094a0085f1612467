import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRegrant } from '../src/app.js';
import { expectProblem, leavesAllAsItWas } from './refusals.js';
import { startWorld, type World } from './world.js';

describe('what is found on disk', () => {
  it('shows an account file that cannot be read, keeps it, and loads the others', async () => {
    const damaged = '{"email": "alice@example.com", "token": {"refresh';
    const world = await startWorld({
      accounts: 2,
      before: ({ accounts: [first] }) => (first ? writeFile(first.path, damaged) : undefined),
    });
    const [broken, healthy] = [world.account(0), world.account(1)];
    const view = await world.view(broken);
    expect(view).toMatchObject({ status: 'unreadable', disabled: false, cause: 'unreadable' });
    expect(view.unreadable_reason).toMatch(/\S/);
    expect(view.cure).toMatch(/repair/i);
    expect((await world.view(healthy)).status).toBe('ready');
    expect((await world.generate()).status).toBe(200);
    await expectProblem(world, ['PATCH', `/api/accounts/${broken.id}`, { priority: 1 }], 409, 'account.unreadable');
    expect(await world.fileText(broken)).toBe(damaged);

    const repaired = world.nextEvent('account.added', broken);
    const { path, ...account } = broken;
    await writeFile(path, JSON.stringify(account));
    await repaired;
    expect((await world.view(broken)).status).toBe('ready');
  });

  it('refuses to start on settings it cannot use, lists them all at once, and leaves no trace', async () => {
    const root = await mkdtemp(join(tmpdir(), 'regrant-bad-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    const dataDirectory = join(root, 'data');
    const env = {
      REGRANT_DATA_DIR: dataDirectory,
      REGRANT_PORT: 'http',
      REGRANT_AUTH_MODE: 'open',
      REGRANT_COLOUR: 'red',
      REGRANT_ADMIN_TOKEN: 'changeme',
    };
    const error = await startRegrant({ argv: ['--hots=x'], env }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'settings.invalid', hint: expect.any(String) as string });
    const text = (error as Error).message;
    for (const key of ['port', 'auth_mode', 'REGRANT_COLOUR', 'admin_token', '--hots']) expect(text).toContain(key);
    expect(text).not.toContain('changeme');
    await expect(readFile(join(dataDirectory, '.lock'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a start that cannot be', () => {
  const refusalOf = (world: World, env: Record<string, string>): Promise<unknown> =>
    startRegrant({
      argv: [],
      env: { ...world.environment, ...env },
      output: world.log.output,
      webRoot: world.webRoot,
    }).then(
      async (regrant) => {
        await regrant.close();
        return 'it started';
      },
      (error: unknown) => error,
    );
  const newDirectory = async (): Promise<string> => {
    const root = await mkdtemp(join(tmpdir(), 'regrant-start-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    return root;
  };

  it('on a port in use says so, and lets go of the data directory', async () => {
    const world = await startWorld({ accounts: 1 });
    const other = createServer();
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    const dataDirectory = join(await newDirectory(), 'data');
    const error = await refusalOf(world, { REGRANT_PORT: port, REGRANT_DATA_DIR: dataDirectory });
    expect(error).toMatchObject({
      code: 'server.port_in_use',
      message: expect.stringContaining(port) as string,
      hint: expect.stringMatching(/--port/) as string,
    });
    expect(await refusalOf(world, { REGRANT_DATA_DIR: dataDirectory })).toBe('it started');
  });

  it('on a data directory that another process has says who, and disturbs it in nothing', async () => {
    const world = await startWorld({ accounts: 1 });
    await leavesAllAsItWas(world, async () => {
      expect(await refusalOf(world, {})).toMatchObject({
        code: 'storage.locked',
        message: expect.stringContaining(String(process.pid)) as string,
        hint: expect.stringMatching(/\S/) as string,
      });
    });
    expect((await world.generate()).status).toBe(200);
  });

  it('on a data directory that cannot be made or written says so', async () => {
    const world = await startWorld({ accounts: 0 });
    const root = await newDirectory();
    const file = join(root, 'a-file');
    await writeFile(file, 'in the way');
    await chmod(file, 0o400);
    for (const dataDirectory of [join(file, 'data'), file]) {
      expect(await refusalOf(world, { REGRANT_DATA_DIR: dataDirectory })).toMatchObject({
        code: 'storage.unwritable',
        hint: expect.stringMatching(/\S/) as string,
      });
    }
    expect(await readFile(file, 'utf8')).toBe('in the way');
  });

  it('open to other machines without a password says what is missing', async () => {
    const world = await startWorld({ accounts: 0 });
    const error = await refusalOf(world, {
      REGRANT_HOST: '0.0.0.0',
      REGRANT_DATA_DIR: join(await newDirectory(), 'data'),
    });
    expect(error).toMatchObject({
      code: 'settings.invalid',
      hint: expect.stringContaining('REGRANT_ADMIN_PASSWORD') as string,
    });
  });
});
