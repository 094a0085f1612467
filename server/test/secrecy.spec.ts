import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RequestList } from '../contract/http/traffic.js';
import { AccountRegistry } from '../src/accounts/account-registry.js';
import { ADMIN_TOKEN, CALLER_KEY, geminiBody, MODEL, startWorld, type World } from './world.js';
import { signInAtGoogle, signInToDashboard } from './world-sign-in.js';

const PROMPT = 'CANARY-prompt-7f3a9c-of-a-caller';
const PASSWORD = 'CANARY-password-51c02e-of-the-owner';
const PASSPHRASE = 'CANARY-passphrase-9be217-of-the-owner';

/** Every shape in which a secret could get out: as it is, in an address, in base64 wherever it begins, in hex. */
function shapesOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) => {
    // The characters at both ends also depend on the neighbours; the middle depends on the secret alone.
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    // As bytes in another encoding would read to a scan that takes them for Latin.
    [...Buffer.from(secret, 'utf16le').toString('latin1')].join(''),
    Buffer.from(secret, 'utf16le').swap16().toString('latin1'),
    // A mask that hides everything but one end hides too little.
    secret.slice(0, Math.max(12, Math.ceil(secret.length * 0.7))),
    secret.slice(-Math.max(12, Math.ceil(secret.length * 0.7))),
  ];
}

/** All that leaves the process, with where it left. */
class Outlets {
  readonly #seen: { readonly where: string; readonly text: string }[] = [];

  add(where: string, text: string): void {
    this.#seen.push({ where, text });
  }

  /** Bytes as they are, and unpacked where they are packed. */
  addBytes(where: string, bytes: Buffer): void {
    this.add(where, bytes.toString('utf8'));
    this.add(`${where}, as Latin`, bytes.toString('latin1'));
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) this.addBytes(`${where}, unpacked`, gunzipSync(bytes));
  }

  textsOf(where: string): readonly string[] {
    return this.#seen.filter((seen) => seen.where === where).map(({ text }) => text);
  }

  get all(): string {
    return this.#seen.map(({ text }) => text).join('\n');
  }

  /** Where a secret was found; names the outlet and the kind, never the secret itself. */
  hitsOf(secrets: ReadonlyMap<string, string>): readonly string[] {
    return [...secrets].flatMap(([secret, name]) =>
      shapesOf(secret).flatMap((shape) =>
        this.#seen
          .filter(({ text }) => text.toLowerCase().includes(shape.toLowerCase()))
          .map(({ where }) => `${name} in ${where}`),
      ),
    );
  }
}

/** Every token that any account has held since the world began. */
function tokensOf(world: World): Map<string, string> {
  const tokens = new Map<string, string>();
  const remember = (email: string, grant: { refreshToken: string | null; accessToken: string | null }) => {
    if (grant.refreshToken) tokens.set(grant.refreshToken, `a refresh token of ${email}`);
    if (grant.accessToken) tokens.set(grant.accessToken, `an access token of ${email}`);
  };
  const registry = world.regrant.app.get(AccountRegistry);
  for (const { email, grant } of registry.accounts()) remember(email, grant);
  registry.onChange(({ after }) => after && remember(after.email, after.grant));
  return tokens;
}

/** Every file below a folder, by its path from there. */
async function filesBelow(folder: string): Promise<readonly (readonly [string, Buffer])[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path), await readFile(path)] as const;
      }),
  );
}

/** What the process shows of itself to others on the machine. */
async function shownByProcess(): Promise<readonly (readonly [string, string])[]> {
  const shown: (readonly [string, string])[] = [
    ['the process title', process.title],
    ['the arguments', [...process.argv, ...process.execArgv].join(' ')],
    ['a report of a crash', JSON.stringify({ ...process.report.getReport(), environmentVariables: undefined })],
  ];
  if (process.platform === 'linux') shown.push(['/proc', await readFile('/proc/self/cmdline', 'utf8')]);
  return shown;
}

const ADMIN_PAGES = [
  '/api/accounts',
  '/api/pool',
  '/api/events',
  '/api/settings',
  '/api/session',
  '/api/sessions',
  '/api/keys',
  '/api/requests',
  '/api/usage?by=hour&group=account',
  '/api/usage?by=day&group=key',
  '/metrics',
  '/',
  '/readyz',
  '/healthz',
];

async function tellOwnStory(world: World, outlets: Outlets): Promise<void> {
  const [first, second] = [world.account(0), world.account(1)];
  const look = async (where: string, answer: Promise<{ text: string; headers: Headers }>) => {
    const { text, headers } = await answer;
    outlets.add(where, `${[...headers].map(([name, value]) => `${name}: ${value}`).join('\n')}\n${text}`);
  };
  await world.generate(PROMPT);
  await world.chat(PROMPT);
  // Upstream faults of every kind, with the prompt under way.
  for (const fault of ['reset', { cutAfterBytes: 5 }, { status: 500, body: 'Internal' }] as const) {
    world.gemini.faults.next = () => fault;
    await look('the error of a Gemini call', world.generate(PROMPT));
    await look('the error of a chat', world.chat(PROMPT));
  }
  world.gemini.faults.next = undefined;
  // Requests that cannot be read, with secrets in them.
  for (const body of [
    `{"contents": "${PROMPT}`,
    JSON.stringify({ model: MODEL, messages: [{ role: PROMPT, content: 5 }] }),
  ]) {
    const answer = await world.call('/v1/chat/completions', { method: 'POST', body });
    outlets.add('a refused chat', await answer.text());
  }
  await look(
    'a refused admin request',
    world.admin('POST', '/api/accounts', `{"refresh_token": "${first.token.refresh_token}"`),
  );
  await look(
    'a refused field',
    world.admin('POST', '/api/accounts', { refresh_token: 5, access_token: first.token.access_token }),
  );
  await look(
    'an address with a token',
    world.admin('GET', `/api/accounts/${encodeURIComponent(first.token.refresh_token)}`),
  );
  const wrongKey = await fetch(
    `${world.url}/v1beta/models/${MODEL}:generateContent?key=${CALLER_KEY}&key=${ADMIN_TOKEN}`,
    {
      method: 'POST',
      headers: { 'x-api-key': world.google.client.secret },
      body: JSON.stringify(geminiBody(PROMPT)),
    },
  );
  outlets.add('two keys', await wrongKey.text());
  // A token endpoint that answers with the very token it was sent, as some do.
  world.google.faults.token = ({ refreshToken }) => ({
    status: 400,
    body: {
      error: 'invalid_grant',
      error_description: `Token ${refreshToken ?? ''} has been revoked.`,
      error_uri: refreshToken,
    },
  });
  await look('a refresh that kills', world.admin('POST', `/api/accounts/${first.id}/refresh`));
  world.google.faults.token = ({ refreshToken }) => ({ status: 500, body: `boom: ${refreshToken ?? ''}` });
  await look('a refresh that fails', world.admin('POST', `/api/accounts/${second.id}/refresh`));
  await look('a paste that fails', world.admin('POST', '/api/accounts', { refresh_token: first.token.refresh_token }));
  world.google.faults.token = undefined;
  await look('a paste that is refused', world.admin('POST', '/api/accounts', { refresh_token: `1//${PROMPT}` }));
  // Recovery by browser and by paste.
  outlets.add(
    'the page after a sign-in',
    JSON.stringify(await signInAtGoogle(world, { account: first, as: first.email })),
  );
  const { refreshToken } = await world.google.mint(second.email);
  await look('a paste', world.admin('POST', '/api/accounts', { refresh_token: refreshToken, custom_label: 'Second' }));
  await world.google.revoke(second.email);
  for (let request = 0; request < 3; request += 1) await world.generate(PROMPT);
  for (const page of ADMIN_PAGES) await look(`GET ${page}`, world.admin('GET', page));
  for (const { id } of world.accounts) await look('GET an account', world.admin('GET', `/api/accounts/${id}`));
  const { body: log } = await world.admin<RequestList>('GET', '/api/requests');
  for (const { id } of log.requests) await look('GET a request', world.admin('GET', `/api/requests/${id}`));
}

describe('a whole story, logged at the level trace', () => {
  it.each([
    ['', {}, /^(accounts\/[^/]+\.json|sign-in-link)$/],
    [
      ', nor in an account file once there is a passphrase',
      { REGRANT_ENCRYPTION_PASSPHRASE: PASSPHRASE },
      /^sign-in-link$/,
    ],
  ])(
    'leaves no token, key, client secret, session or prompt in any log, answer, error or event%s',
    async (...given) => {
      const [, encryption, whereTheyBelong] = given;
      const world = await startWorld({ accounts: 3, env: { REGRANT_LOG_LEVEL: 'trace', ...encryption } });
      const secrets = tokensOf(world);
      secrets.set(world.google.client.secret, 'the client secret');
      secrets.set(ADMIN_TOKEN, 'the admin token');
      secrets.set(CALLER_KEY, 'the caller key');
      secrets.set(PROMPT, 'the prompt');
      secrets.set(PASSPHRASE, 'the passphrase');
      secrets.set((await signInToDashboard(world)).split('=')[1] ?? '', 'a session');
      const outlets = new Outlets();
      await tellOwnStory(world, outlets);
      const { body: made } = await world.admin<{ value: string }>('POST', '/api/keys', {
        name: 'a key that is seen once',
      });
      secrets.set(made.value, 'a caller key made here');
      expect((await world.call('/v1beta/models', { headers: { authorization: `Bearer ${made.value}` } })).status).toBe(
        200,
      );
      await world.admin('POST', '/api/password', { current: ADMIN_TOKEN, next: PASSWORD });
      await world.admin('POST', '/api/password', { current: `${PASSWORD}?`, next: PASSWORD });
      secrets.set(PASSWORD, 'the password');
      secrets.set(new URL(world.regrant.signInLink).hash.slice('#token='.length), 'the sign-in link');
      for (const page of ADMIN_PAGES) outlets.add(`GET ${page} again`, (await world.admin('GET', page)).text);
      for (const [where, text] of await shownByProcess()) outlets.add(where, text);
      for (const [name, bytes] of await filesBelow(world.dataDirectory)) {
        // Where they belong: tokens in the account files, what opens Regrant in files of its own.
        if (whereTheyBelong.test(name)) continue;
        outlets.addBytes(`the file ${name}`, bytes);
      }
      await world.stop();
      outlets.add('the log', world.log.text);

      // The story was told, and looking for it finds things: the scan itself works.
      expect(outlets.all).toContain(`Disabling account due to invalid_grant (${world.account(0).email})`);
      expect(outlets.all).toContain('account.reenabled');
      expect(outlets.all).toContain('regrant_requests_total');
      expect(outlets.textsOf('GET a request').length).toBeGreaterThan(10);
      expect(outlets.hitsOf(new Map([[world.account(0).email, 'an e-mail']])).length).toBeGreaterThan(3);
      expect(secrets.size).toBeGreaterThanOrEqual(12);
      expect(outlets.hitsOf(secrets)).toEqual([]);
    },
  );

  it('finds a secret in any of its shapes', () => {
    const secret = 'a secret/with+odd characters: ü';
    const encodings = [
      encodeURIComponent(secret),
      Buffer.from(`x${secret}y`).toString('base64'),
      Buffer.from(`xx${secret}`).toString('base64url'),
      Buffer.from(secret).toString('hex').toUpperCase(),
      Buffer.from(secret, 'utf16le').toString('latin1'),
      `${secret.slice(0, -4)}****`,
    ];
    for (const encoded of [secret, ...encodings]) {
      const outlets = new Outlets();
      outlets.add('somewhere', `before ${encoded} after`);
      expect(outlets.hitsOf(new Map([[secret, 'it']]))).toContain('it in somewhere');
    }
  });

  it('finds a secret in bytes that are packed or in another encoding', () => {
    const secret = 'a-canary-that-is-long-enough';
    for (const bytes of [gzipSync(`before ${secret}`), gzipSync(gzipSync(secret)), Buffer.from(secret, 'utf16le')]) {
      const outlets = new Outlets();
      outlets.addBytes('a file', bytes);
      expect(outlets.hitsOf(new Map([[secret, 'it']]))).not.toEqual([]);
    }
  });

  it('keeps the log to one line an entry, whatever was sent', async () => {
    const world = await startWorld({ accounts: 1, env: { REGRANT_LOG_LEVEL: 'trace' } });
    world.google.faults.token = {
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description: `forged\n{"level":50,"msg":"forged"}\u001b[2J\u202e ${'🙈'.repeat(5000)}`,
      },
    };
    await world.admin('POST', `/api/accounts/${world.account(0).id}/refresh`);
    await world.untilSaved(world.account(0));
    expect(world.log.messages.filter((message) => message.startsWith('forged'))).toEqual([]);
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    expect(world.log.text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
    const reason = String((await world.file(world.account(0)))['disabled_reason']);
    expect(reason).toMatch(/^invalid_grant: /);
    expect([...reason].length).toBeLessThanOrEqual(800);
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    expect(reason).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(reason.isWellFormed()).toBe(true);
  });
});
