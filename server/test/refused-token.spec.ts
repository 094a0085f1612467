import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../sandbox/token-endpoint.js';
import { startWorld, type World } from './world.js';

const unauthenticated = {
  status: 401,
  body: { error: { code: 401, message: 'Request had invalid authentication credentials.', status: 'UNAUTHENTICATED' } },
} as const;

const refreshes = (world: World) => world.google.journal.filter(({ grantType }) => grantType === 'refresh_token');

describe('the upstream answers 401 to an access token that should be good', () => {
  it('refreshes it by force once, tries once more with the same account, and the caller sees nothing of it', async () => {
    const world = await startWorld({ accounts: 1 });
    const only = world.account(0);
    await world.google.expireAccessTokens(only.email);
    const answer = await world.generate('Hello');
    expect(answer.status).toBe(200);
    expect(refreshes(world).map(({ outcome }) => outcome)).toEqual(['issued']);
    expect(world.gemini.journal.map(({ outcome }) => outcome)).toEqual(['refused', 'answered']);
    expect(world.gemini.journal[0]?.accessTokenSha256).toBe(sha256Hex(only.token.access_token));
    expect(world.gemini.journal[1]?.accessTokenSha256).toBe(refreshes(world)[0]?.issuedAccessTokenSha256);
  });

  it('goes to another account when it answers 401 again, and disables nobody', async () => {
    const world = await startWorld({ accounts: 2 });
    const refused = world.account(0);
    world.gemini.faults.next = ({ email }) => (email === refused.email ? unauthenticated : undefined);
    while (!world.servedBy.includes(refused.email)) expect((await world.generate()).status).toBe(200);

    expect(world.servedBy.slice(-3)).toEqual([refused.email, refused.email, world.account(1).email]);
    expect(refreshes(world).map(({ outcome }) => outcome)).toEqual(['issued']);
    expect(await world.view(refused)).toMatchObject({ status: 'ready', disabled: false });
    expect(await world.file(refused)).toMatchObject({ disabled: false });
    expect((await world.events()).filter(({ type }) => type === 'account.disabled')).toEqual([]);
  });

  it('twenty callers whose tokens were refused together cause one refresh', async () => {
    const world = await startWorld({ accounts: 1 });
    await world.google.expireAccessTokens(world.account(0).email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.generate()));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(refreshes(world)).toHaveLength(1);
  });

  it('does not let the caller take it for a verdict on its own key', async () => {
    const world = await startWorld({ accounts: 2 });
    world.gemini.faults.next = () => unauthenticated;
    const inGemini = await world.generate<{ error: { code: number; details: { metadata?: object }[] } }>();
    expect(inGemini.status).toBe(502);
    expect(inGemini.body.error.details[0]?.metadata).toMatchObject({ code: 'upstream.rejected' });
    const inChat = await world.chat<{ error: { code: string } }>();
    expect([inChat.status, inChat.body.error.code]).toEqual([502, 'upstream.rejected']);
    for (const account of world.accounts) expect((await world.view(account)).disabled).toBe(false);
  });

  it('disables when that forced refresh finds the grant dead, and serves from another account', async () => {
    const world = await startWorld({ accounts: 2 });
    const [victim, other] = [world.account(0), world.account(1)];
    await world.google.revoke(victim.email);
    const disabled = world.nextEvent('account.disabled');
    for (let request = 0; request < 2; request += 1) expect((await world.generate()).status).toBe(200);
    expect((await disabled).email).toBe(victim.email);
    expect(world.servedBy.filter((email) => email === other.email)).toHaveLength(2);
  });
});
