import { appendFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ExportAnswer } from '../contract/http/import.js';
import { filesIn, importItems, outcomesOf, startWithComers } from './import-rig.js';
import { signInToDashboard } from './world-sign-in.js';
import { ADMIN_TOKEN, startWorld, type World } from './world.js';

const PASSWORD = 'a password of the admin';

const postExport = (world: World, body: object) => world.admin<ExportAnswer>('POST', '/api/accounts/export', body);

describe('an export', () => {
  it('answers whole account files, and is kept by nobody on the way', async () => {
    const world = await startWorld({ accounts: 2 });
    const { status, headers, body } = await postExport(world, { token: ADMIN_TOKEN });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const files = await filesIn(world.dataDirectory);
    expect(body.accounts).toHaveLength(2);
    for (const account of body.accounts) expect(account).toEqual(files.get(String(account['email'])));
  });

  it('answers those that are asked for, and says which is not there', async () => {
    const world = await startWorld({ accounts: 3 });
    const { id } = world.account(1);
    const { body } = await postExport(world, { token: ADMIN_TOKEN, ids: [id, id] });
    expect(body.accounts.map((account) => account['id'])).toEqual([id]);
    expect(await postExport(world, { token: ADMIN_TOKEN, ids: [id, 'nobody'] })).toMatchObject({
      status: 404,
      body: { code: 'account.not_found' },
    });
  });

  it('wants the secret of the admin again: a session is not enough, and neither is a link to sign in', async () => {
    const world = await startWorld({ accounts: 1, env: { REGRANT_ADMIN_PASSWORD: PASSWORD } });
    const cookie = await signInToDashboard(world);
    const link = new URL(world.regrant.signInLink).hash.slice('#token='.length);
    const post = (body: object) =>
      fetch(`${world.url}/api/accounts/export`, {
        method: 'POST',
        headers: { cookie, 'x-regrant': '1', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    for (const wrong of [{ token: 'wrong' }, { password: 'wrong' }, { token: link }, { token: PASSWORD }]) {
      const answer = await post(wrong);
      expect(answer.status).toBe(401);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ code: 'auth.rejected' });
      expect(text).not.toContain(world.account(0).token.refresh_token);
    }
    for (const none of [{}, { token: ADMIN_TOKEN, password: PASSWORD }]) expect((await post(none)).status).toBe(400);
    for (const right of [{ token: ADMIN_TOKEN }, { password: PASSWORD }]) expect((await post(right)).status).toBe(200);
  });

  it('leaves out a file that cannot be read, and says so', async () => {
    const world = await startWorld({
      accounts: 2,
      before: ({ accounts }) => appendFile(accounts[0]!.path, 'not JSON any more'),
    });
    const { body } = await postExport(world, { token: ADMIN_TOKEN });
    expect(body.accounts.map((account) => account['id'])).toEqual([world.account(1).id]);
    expect(body.skipped).toMatchObject([{ id: world.account(0).id }]);
  });

  it('brought into an empty data directory, gives the same accounts', async () => {
    const { world, comers } = await startWithComers(3);
    await importItems(
      world,
      comers.map(({ token }) => token.refresh_token),
    );
    const [first] = (await postExport(world, { token: ADMIN_TOKEN })).body.accounts;
    await world.admin('PATCH', `/api/accounts/${String(first!['id'])}`, {
      custom_label: 'Kept',
      priority: 4,
      proxy_disabled: true,
    });
    const exported = (await postExport(world, { token: ADMIN_TOKEN })).body.accounts;

    for (const { id } of exported as { id: string }[]) await world.admin('DELETE', `/api/accounts/${id}`);
    expect((await filesIn(world.dataDirectory)).size).toBe(0);
    expect(outcomesOf(await importItems(world, exported))).toEqual(['created', 'created', 'created']);

    const files = await filesIn(world.dataDirectory);
    expect(files.size).toBe(3);
    for (const { id: _id, token, ...settings } of exported as { id: string; token: { refresh_token: string } }[]) {
      const file = files.get(String((settings as { email?: string }).email))!;
      expect(file).toMatchObject(settings);
      expect(file['token']).toMatchObject({ refresh_token: token.refresh_token });
    }
  });
});
