import { describe, expect, it } from 'vitest';
import { SettingsService } from '../src/config/settings.service.js';
import { MODEL, startWorld, type Enrolled, type World } from './world.js';

/** One conversation as each wire tells it: what it opens with, and how it goes on. */
const WIRES: readonly (readonly [
  string,
  (conversation: string, turn: number) => readonly [path: string, body: object, headers?: Record<string, string>],
])[] = [
  [
    'Gemini, by its first message',
    (conversation, turn) => [
      `/v1beta/models/${MODEL}:generateContent`,
      {
        contents: [
          { role: 'user', parts: [{ text: `I am ${conversation}` }] },
          { role: 'model', parts: [{ text: 'Hello' }] },
          { role: 'user', parts: [{ text: `Turn ${turn}` }] },
        ],
      },
    ],
  ],
  [
    'OpenAI chat, by prompt_cache_key',
    (conversation, turn) => [
      '/v1/chat/completions',
      { model: MODEL, prompt_cache_key: conversation, messages: [{ role: 'user', content: `Turn ${turn}` }] },
    ],
  ],
  [
    'OpenAI chat, by user',
    (conversation, turn) => [
      '/v1/chat/completions',
      { model: MODEL, user: conversation, messages: [{ role: 'user', content: `Turn ${turn}` }] },
    ],
  ],
  [
    'OpenAI chat, by its first message',
    (conversation, turn) => [
      '/v1/chat/completions',
      {
        model: MODEL,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: `I am ${conversation}` },
          { role: 'assistant', content: 'Hello' },
          { role: 'user', content: `Turn ${turn}` },
        ],
      },
    ],
  ],
  [
    'OpenAI responses, by prompt_cache_key',
    (conversation, turn) => ['/v1/responses', { model: MODEL, prompt_cache_key: conversation, input: `Turn ${turn}` }],
  ],
  [
    'Anthropic, by metadata.user_id',
    (conversation, turn) => [
      '/v1/messages',
      {
        model: MODEL,
        max_tokens: 100,
        metadata: { user_id: conversation },
        messages: [{ role: 'user', content: `Turn ${turn}` }],
      },
      { 'anthropic-version': '2023-06-01' },
    ],
  ],
];

type Wire = (typeof WIRES)[number][1];

/** Who serves this turn. */
async function serve(world: World, wire: Wire, conversation: string, turn: number): Promise<string | undefined> {
  const [path, json, headers = {}] = wire(conversation, turn);
  const answer = await world.call(path, { json, headers: { 'content-type': 'application/json', ...headers } });
  expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)]);
  return world.servedBy.at(-1);
}

const accountOf = (world: World, email: string | undefined): Enrolled => {
  const account = world.accounts.find((candidate) => candidate.email === email);
  if (!account) throw new Error(`${email} is not enrolled`);
  return account;
};
const schedule = (world: World, scheduling: object): Promise<void> =>
  world.regrant.app.get(SettingsService).change((stored) => ({ ...stored, scheduling }));

describe.each(WIRES)('a conversation in %s', (_name, wire) => {
  it('stays on one account, while others take turns, and moves at once and for good when its grant dies', async () => {
    const world = await startWorld({ accounts: 4 });
    const held = await serve(world, wire, 'ann', 0);
    const others = new Set<string | undefined>();
    for (let turn = 1; turn <= 4; turn += 1) {
      others.add(await serve(world, wire, `stranger ${turn}`, turn));
      expect(await serve(world, wire, 'ann', turn)).toBe(held);
    }
    expect(others.size).toBeGreaterThan(1);

    await world.letDie(accountOf(world, held));
    const next = await serve(world, wire, 'ann', 5);
    expect(next).not.toBe(held);
    expect(await serve(world, wire, 'ann', 6)).toBe(next);
  });
});

describe('a conversation', () => {
  const [, gemini] = WIRES[0]!;

  it.each([
    [
      'paused',
      (world: World, { id }: Enrolled) => world.admin('PATCH', `/api/accounts/${id}`, { proxy_disabled: true }),
    ],
    ['deleted', (world: World, { id }: Enrolled) => world.admin('DELETE', `/api/accounts/${id}`)],
  ])('moves at once when its account is %s', async (_name, happen) => {
    const world = await startWorld({ accounts: 3 });
    const held = await serve(world, gemini, 'ann', 0);
    await happen(world, accountOf(world, held));
    const next = await serve(world, gemini, 'ann', 1);
    expect(next).not.toBe(held);
    expect(await serve(world, gemini, 'ann', 2)).toBe(next);
  });

  it('stays where it is over a reload of the pool', async () => {
    const world = await startWorld({ accounts: 3 });
    const held = await serve(world, gemini, 'ann', 0);
    for (let turn = 1; turn < 4; turn += 1) {
      expect((await world.admin('POST', '/api/pool/reload')).body).toMatchObject({ loaded: 3 });
      expect(await serve(world, gemini, 'ann', turn)).toBe(held);
    }
  });

  it('waits for its account with cache_first, moves with balance, and knows of none with performance_first', async () => {
    const world = await startWorld({ accounts: 3 });
    const limited = (account: string | undefined) =>
      (world.gemini.faults.next = ({ email }) =>
        email === account ? { status: 429, headers: { 'retry-after': '1' }, body: '{}' } : undefined);

    await schedule(world, { mode: 'cache_first', max_wait_seconds: 10 });
    const held = await serve(world, gemini, 'ann', 0);
    limited(held);
    // The one that is refused goes on at once with another; it is the next one that would rather wait.
    expect(await serve(world, gemini, 'bob', 0)).toBeDefined();
    while (!(await world.events()).some(({ type }) => type === 'account.cooling')) await world.generate();
    world.gemini.faults.next = undefined;
    expect(await serve(world, gemini, 'ann', 1)).toBe(held);

    await schedule(world, { mode: 'balance' });
    limited(held);
    expect(await serve(world, gemini, 'ann', 2)).not.toBe(held);

    await schedule(world, { mode: 'performance_first' });
    world.gemini.faults.next = undefined;
    const served = new Set<string | undefined>();
    for (let turn = 3; turn < 40 && served.size < 2; turn += 1) served.add(await serve(world, gemini, 'ann', turn));
    expect(served.size).toBe(2);
  });

  it('goes to fixed_account, and elsewhere only while that cannot serve', async () => {
    const world = await startWorld({ accounts: 3 });
    const fixed = world.account(1);
    await schedule(world, { fixed_account: fixed.id });
    for (let turn = 0; turn < 4; turn += 1) expect(await serve(world, gemini, `p${turn}`, turn)).toBe(fixed.email);
    await world.letDie(fixed);
    expect(await serve(world, gemini, 'p0', 5)).not.toBe(fixed.email);
    const { refreshToken } = await world.google.mint(fixed.email);
    await world.admin('POST', '/api/accounts', { refresh_token: refreshToken });
    expect(await serve(world, gemini, 'p0', 6)).toBe(fixed.email);
  });
});
