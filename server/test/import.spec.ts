import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.js';
import { documentOf, filesIn, importItems, outcomesOf, postImport, startWithComers } from './import-rig.js';
import { startWorld, World } from './world.js';

const containing = (text: string) => expect.stringContaining(text) as string;
const BAD = 'refresh-token-that-nobody-issued';

describe('an import', () => {
  it('answers for each of 50 tokens, 10 of them bad and 5 repeated, and writes the good ones once', async () => {
    const { world, comers } = await startWithComers(35);
    const good = comers.map(({ token }) => token.refresh_token);
    const bad = Array.from({ length: 10 }, (_, index) => `${BAD}-${index}`);
    const items = [...good.slice(0, 20), ...bad, ...good.slice(20), ...good.slice(0, 5)];

    const results = await importItems(world, items);

    expect(results.map(({ index }) => index)).toEqual(items.map((_, index) => index));
    expect(outcomesOf(results)).toEqual([
      ...Array<string>(20).fill('created'),
      ...Array<string>(10).fill('refused'),
      ...Array<string>(15).fill('created'),
      ...Array<string>(5).fill('duplicate'),
    ]);
    expect(results.slice(-5).map(({ duplicate_of }) => duplicate_of)).toEqual([0, 1, 2, 3, 4]);
    expect(results[20]).toMatchObject({
      code: 'grant.refresh_rejected',
      hint: containing('OAuth client'),
    });
    const files = await filesIn(world.dataDirectory);
    expect([...files.keys()].sort()).toEqual(comers.map(({ email }) => email).sort());
    for (const token of good) expect(world.refreshesOf(token)).toHaveLength(1);
  });

  it('lets what it brought in serve at once', async () => {
    const { world, comers } = await startWithComers(1);
    expect((await world.generate()).status).toBe(503);
    const [result] = await importItems(world, [comers[0]!.token.refresh_token]);
    expect(result).toMatchObject({ index: 0, outcome: 'created', email: comers[0]!.email });
    expect((await world.generate()).status).toBe(200);
    expect((await world.view({ id: result!.account_id! })).status).toBe('ready');
  });

  it('keeps everything of an account file but its name, its death and its old tokens', async () => {
    const { world, comers } = await startWithComers(1);
    const theirs = {
      ...documentOf(comers[0]!),
      custom_label: 'Work',
      disabled: true,
      disabled_at: 1,
      disabled_reason: 'invalid_grant: long ago',
      proxy_disabled: true,
      proxy_disabled_reason: 'not today',
      priority: 3,
      device_profile: { machine_id: 'm' },
      quota: { models: [{ name: 'x', percentage: 40 }] },
    };
    const [result] = await importItems(world, [theirs]);
    expect(result).toMatchObject({ outcome: 'created', email: theirs.email });
    const file = (await filesIn(world.dataDirectory)).get(theirs.email)!;
    expect(file).toMatchObject({
      id: result!.account_id,
      custom_label: 'Work',
      proxy_disabled: true,
      proxy_disabled_reason: 'not today',
      priority: 3,
      created_at: theirs.created_at,
      device_profile: theirs.device_profile,
      quota: theirs.quota,
      token: { refresh_token: theirs.token.refresh_token, project_id: theirs.token.project_id },
    });
    expect(file['id']).not.toBe(theirs.id);
    for (const name of ['disabled', 'disabled_at', 'disabled_reason']) expect(file).not.toHaveProperty(name);
    expect(file['token']).not.toMatchObject({ access_token: theirs.token.access_token });
  });

  it('takes the word of Google, not that of the file, for whose account it is', async () => {
    const { world, comers } = await startWithComers(1);
    const theirs = { ...documentOf(comers[0]!), email: 'mallory@example.com', sub: '666' };
    expect(await importItems(world, [theirs])).toMatchObject([{ outcome: 'created', email: comers[0]!.email }]);
    expect([...(await filesIn(world.dataDirectory)).keys()]).toEqual([comers[0]!.email]);
  });

  it('changes nothing but the grant of an account that is there, and brings a disabled one back', async () => {
    const world = await startWorld({ accounts: 2 });
    const dead = world.account(0);
    await world.letDie(dead);
    await world.admin('PATCH', `/api/accounts/${dead.id}`, { custom_label: 'Mine', priority: 5 });
    const { refreshToken } = await world.google.mint(dead.email);
    const item = {
      ...documentOf(dead),
      custom_label: 'Theirs',
      priority: 9,
      token: { ...dead.token, refresh_token: refreshToken },
    };

    const [result] = await importItems(world, [item]);

    expect(result).toMatchObject({ outcome: 'reenabled', account_id: dead.id });
    const file = await world.file(dead);
    expect(file).toMatchObject({ custom_label: 'Mine', priority: 5, token: { refresh_token: refreshToken } });
    expect(file).not.toHaveProperty('disabled');
    expect(await importItems(world, [item, world.account(1).token.refresh_token])).toMatchObject([
      { outcome: 'unchanged' },
      { outcome: 'unchanged' },
    ]);
  });

  it('enrols a person once when two of the tokens are theirs, and names the other', async () => {
    const { world, comers } = await startWithComers(2);
    const second = (await world.google.mint(comers[0]!.email)).refreshToken;
    const results = await importItems(world, [comers[0]!.token.refresh_token, comers[1]!.token.refresh_token, second]);
    const [one, , other] = results;
    expect([one!.outcome, other!.outcome].sort()).toEqual(['created', 'duplicate']);
    const named = [one, other].find(({ outcome } = one!) => outcome === 'duplicate')!;
    expect(named.duplicate_of).toBe(named.index === 0 ? 2 : 0);
    const taken = named.index === 0 ? second : comers[0]!.token.refresh_token;
    expect((await filesIn(world.dataDirectory)).get(comers[0]!.email)).toMatchObject({
      token: { refresh_token: taken },
    });
  });

  it('explains a token of another OAuth client, enrols the rest, and disables nobody', async () => {
    const world = await startWorld({ accounts: 2 });
    const foreign = 'refresh-token-of-another-tool';
    world.google.faults.token = ({ refreshToken }) =>
      refreshToken === foreign ? { status: 401, body: { error: 'unauthorized_client' } } : undefined;
    const { refreshToken } = await world.google.mint('carol@example.com');
    const results = await importItems(world, [
      { email: 'bob@example.com', token: { refresh_token: foreign, oauth_client_key: 'theirs' } },
      refreshToken,
    ]);
    expect(results).toMatchObject([
      {
        outcome: 'refused',
        code: 'grant.issued_to_other_client',
        email: 'bob@example.com',
        hint: expect.stringMatching(/belongs to the OAuth client that obtained it.*Sign in with Google/) as string,
      },
      { outcome: 'created', email: 'carol@example.com' },
    ]);
    const { body } = await world.admin<{ accounts: { disabled: boolean }[] }>('GET', '/api/accounts');
    expect(body.accounts.filter(({ disabled }) => disabled)).toEqual([]);
    expect((await world.generate()).status).toBe(200);
  });

  it('stops asking when nobody answers: the rest has failed, and may be tried again', async () => {
    const { world, comers } = await startWithComers(3);
    world.google.faults.token = 'unavailable';
    const unknown = Array.from({ length: 40 }, (_, index) => `${BAD}-${index}`);
    const items = [...unknown, ...comers.map(({ token }) => token.refresh_token)];
    const results = await importItems(world, items);
    expect(new Set(outcomesOf(results))).toEqual(new Set(['failed']));
    expect(results.at(-1)).toMatchObject({
      code: 'grant.refresh_unavailable',
      detail: containing('not asked'),
    });
    expect(world.google.journal.length).toBeLessThan(20);
    world.google.faults.token = undefined;
    expect(outcomesOf(await importItems(world, items.slice(-3)))).toEqual(['created', 'created', 'created']);
  });

  it('says once that the OAuth client is not fit, and blames no account', async () => {
    const { world } = await startWithComers(1);
    world.google.faults.token = { status: 401, body: { error: 'invalid_client' } };
    const results = await importItems(
      world,
      Array.from({ length: 50 }, (_, index) => `${BAD}-${index}`),
    );
    expect(new Set(results.map(({ code }) => code))).toEqual(new Set(['oauth_client.misconfigured']));
    expect(world.google.journal.length).toBeLessThanOrEqual(4);
  });

  it('fails the item, not the import, when the disk is away', async () => {
    const { world, comers } = await startWithComers(2);
    const folder = join(world.dataDirectory, 'accounts');
    await rename(folder, `${folder}-away`);
    const results = await importItems(world, [comers[0]!.token.refresh_token, 17]);
    expect(results).toMatchObject([{ outcome: 'failed', code: 'storage.failed' }, { outcome: 'invalid' }]);
    await rename(`${folder}-away`, folder);
    expect(outcomesOf(await importItems(world, [comers[0]!.token.refresh_token]))).toEqual(['created']);
  });

  it('answers 10,000 entries that are nothing of the kind, one by one, and asks Google about none', async () => {
    const { world } = await startWithComers(1);
    const kinds = [
      null,
      17,
      true,
      '',
      '<script>alert(1)</script>',
      [],
      {},
      { token: 'x' },
      { token: { refresh_token: {} } },
    ];
    const items = Array.from({ length: 10_000 }, (_, index) => kinds[index % kinds.length]);
    const { status, body } = await postImport(world, { items });
    expect(status).toBe(200);
    expect(body.results).toHaveLength(10_000);
    expect(new Set(outcomesOf(body.results))).toEqual(new Set(['invalid']));
    expect(body.results.every(({ detail = '' }) => detail !== '' && !detail.includes('<'))).toBe(true);
    expect(world.google.journal).toEqual([]);
    expect(await postImport(world, { items: [...items, 17] })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('takes a pasted text as well, and refuses one that is no list', async () => {
    const { world, comers } = await startWithComers(2);
    const text = `# mine\n${comers[0]!.token.refresh_token}\n\n<b>no</b>\n`;
    expect((await postImport(world, { text })).body.results).toMatchObject([
      { outcome: 'created' },
      { outcome: 'invalid' },
    ]);
    const json = JSON.stringify({ accounts: [documentOf(comers[1]!)] });
    expect((await postImport(world, { text: json })).body.results).toMatchObject([{ outcome: 'created' }]);
    expect(await postImport(world, { text: '{"accounts": [' })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
    expect(await postImport(world, { text, items: [] })).toMatchObject({ status: 400 });
    expect(await postImport(world, {})).toMatchObject({ status: 400 });
  });

  it('tries nothing and writes nothing when it is a dry run, and says what would be', async () => {
    const world = await startWorld({ accounts: 2 });
    const before = await filesIn(world.dataDirectory);
    const known = world.account(0);
    const items = [
      known.token.refresh_token,
      { ...documentOf(world.account(1)), token: { refresh_token: 'a-new-one' } },
      { email: 'new@example.com', refresh_token: 'b-new-one' },
      { email: 'NEW@example.com', refresh_token: 'c-new-one' },
      'd-new-one',
      'd-new-one',
      17,
    ];
    const { body } = await postImport(world, { items, dry_run: true });
    expect(body.results).toMatchObject([
      { outcome: 'would_not_change', account_id: known.id },
      { outcome: 'would_update', account_id: world.account(1).id },
      { outcome: 'would_add', email: 'new@example.com' },
      { outcome: 'duplicate', duplicate_of: 2 },
      { outcome: 'would_add' },
      { outcome: 'duplicate', duplicate_of: 4 },
      { outcome: 'invalid' },
    ]);
    expect(world.google.journal).toEqual([]);
    expect(await filesIn(world.dataDirectory)).toEqual(before);
  });

  it('shows no token in its answer, in the log or in the events', async () => {
    const { world, comers } = await startWithComers(1);
    const canary = 'canary-refresh-token-0123456789abcdef';
    const { text } = await postImport(world, { items: [comers[0]!.token.refresh_token, canary, `<${canary}>`] });
    const everything = [text, world.log.text, JSON.stringify(await world.events())].join('\n');
    expect(everything).not.toContain(canary);
    expect(everything).not.toContain(comers[0]!.token.refresh_token);
  });

  it('is for admins alone', async () => {
    const { world } = await startWithComers(1);
    for (const route of ['import', 'export']) {
      const answer = await fetch(`${world.url}/api/accounts/${route}`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.status).toBe(401);
    }
  });
});

describe('people whose e-mail addresses are odd', () => {
  const EMAILS = [
    'a/b\\c:d@example.com',
    '%00..%2f@example.com',
    'CON@example.com',
    '🦊@example.com',
    `${'x'.repeat(300)}@example.com`,
    'Twin@example.com',
  ];

  it('get files with safe names; an address that differs in case alone is the same, and never two people', async () => {
    const people = EMAILS.map((email, index) => ({ sub: `sub-${index}`, email, name: 'Odd' }));
    const root = await mkdtemp(join(tmpdir(), 'regrant-odd-'));
    const sandbox = await startSandbox({ google: { people } });
    const world = new World(sandbox, join(root, 'data'), root, {});
    onTestFinished(async () => {
      await world.close();
      await rm(root, { recursive: true, force: true });
    });
    await world.start();
    const tokens: string[] = [];
    for (const email of EMAILS) tokens.push((await sandbox.google.mint(email)).refreshToken);

    const results = await importItems(world, tokens);
    expect(outcomesOf(results)).toEqual(EMAILS.map(() => 'created'));
    expect(results.map(({ email }) => email)).toEqual(EMAILS);

    const another = (await sandbox.google.mint('Twin@example.com')).refreshToken;
    const twin = (sub: string) => ({ status: 200, body: { sub, email: 'tWIN@EXAMPLE.com', email_verified: true } });
    sandbox.google.faults.userinfo = twin('somebody-else');
    const conflict = { outcome: 'refused', code: 'account.identity_conflict' };
    expect(await importItems(world, [another])).toMatchObject([conflict]);
    sandbox.google.faults.userinfo = twin('sub-5');
    const updated = { outcome: 'updated', account_id: results.at(-1)?.account_id };
    expect(await importItems(world, [another])).toMatchObject([updated]);

    const names = await readdir(join(world.dataDirectory, 'accounts'));
    expect(names).toHaveLength(EMAILS.length);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json$/);
  });
});
