import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PoolView } from '../contract/http/pool.js';
import { sha256Hex } from '../sandbox/token-endpoint.js';
import { editByHand } from './by-hand.js';
import { startScriptedServer } from './oauth/scripted-server.js';
import { startWorld, type Enrolled, type World } from './world.js';

/** A token endpoint whose answer's head is out, and whose body waits for the test. */
interface HalfAnswer {
  readonly world: World;
  readonly account: Enrolled;
  finish(body: object): Promise<void>;
}

/** Two accounts with live access tokens; a refresh of the first is under way and its answer has begun. */
async function halfAnswered(status: number): Promise<HalfAnswer> {
  const endpoint = await startScriptedServer();
  onTestFinished(() => endpoint.close());
  const world = await startWorld({ accounts: 2, env: { REGRANT_GOOGLE_TOKEN_URL: endpoint.url } });
  const account = world.account(0);
  let pending: ServerResponse | undefined;
  endpoint.answer = (response) => {
    pending = response;
    response.writeHead(status, { 'content-type': 'application/json' });
    // One byte is enough: a refusal has begun.
    response.write('{');
  };
  const refreshing = world.admin('POST', `/api/accounts/${account.id}/refresh`);
  await vi.waitFor(() => expect(pending).toBeDefined());
  return {
    world,
    account,
    async finish(body) {
      pending?.end(JSON.stringify(body).slice(1));
      await refreshing;
    },
  };
}

const isInPool = async (world: World, { id }: Enrolled): Promise<boolean> => {
  const { body } = await world.admin<PoolView>('GET', '/api/pool');
  return body.ready.some((ready) => ready.id === id);
};

const sentWithTokenOf = (world: World, account: Enrolled): number => {
  const digest = sha256Hex(account.token.access_token);
  return world.gemini.journal.filter(({ accessTokenSha256 }) => accessTokenSha256 === digest).length;
};

describe('a refusal of the token endpoint that has begun to arrive', () => {
  it('ends the use of that grant at its first byte: no upstream request starts with its access token', async () => {
    const { world, account, finish } = await halfAnswered(400);
    await vi.waitFor(async () => expect(await isInPool(world, account)).toBe(false));

    const whileHeld = await Promise.all(Array.from({ length: 30 }, () => world.generate()));
    expect(whileHeld.map(({ status }) => status)).toEqual(Array<number>(30).fill(200));
    expect(sentWithTokenOf(world, account)).toBe(0);
    expect((await world.view(account)).disabled).toBe(false);

    await finish({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });
    expect((await world.view(account)).status).toBe('disabled');
    const afterwards = await Promise.all(Array.from({ length: 30 }, () => world.generate()));
    expect(afterwards.map(({ status }) => status)).toEqual(Array<number>(30).fill(200));
    expect(sentWithTokenOf(world, account)).toBe(0);
  });

  it('gives the account back when it turns out to be about something else', async () => {
    const { world, account, finish } = await halfAnswered(400);
    await vi.waitFor(async () => expect(await isInPool(world, account)).toBe(false));
    await finish({ error: 'invalid_client', error_description: 'The OAuth client was not found.' });
    expect(await isInPool(world, account)).toBe(true);
    expect((await world.view(account)).disabled).toBe(false);
    await Promise.all([world.generate(), world.generate()]);
    expect(sentWithTokenOf(world, account)).toBe(1);
  });

  it('does not touch a grant that was replaced while it arrived', async () => {
    const { world, account, finish } = await halfAnswered(400);
    await vi.waitFor(async () => expect(await isInPool(world, account)).toBe(false));
    const fresh = await world.google.mint(account.email);
    const token = { ...account.token, refresh_token: fresh.refreshToken, access_token: fresh.accessToken };
    const adopted = world.nextEvent('account.updated', account);
    editByHand(account, (file) => ({ ...file, token }));
    await adopted;

    await finish({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });
    expect(await world.view(account)).toMatchObject({ status: 'ready', disabled: false });
    await Promise.all([world.generate(), world.generate()]);
    expect(world.gemini.journal.map(({ accessTokenSha256 }) => accessTokenSha256)).toContain(
      sha256Hex(fresh.accessToken),
    );
  });

  it('does not hold anything back for an answer that brings tokens', async () => {
    const { world, account, finish } = await halfAnswered(200);
    expect(await isInPool(world, account)).toBe(true);
    await Promise.all([world.generate(), world.generate()]);
    expect(sentWithTokenOf(world, account)).toBe(1);
    const { accessToken } = await world.google.mint(account.email);
    await finish({ access_token: accessToken, expires_in: 3599, token_type: 'Bearer' });
    await Promise.all([world.generate(), world.generate()]);
    expect(world.gemini.journal.map(({ accessTokenSha256 }) => accessTokenSha256)).toContain(sha256Hex(accessToken));
  });
});
