import { describe, expect, it } from 'vitest';
import { TokenEndpoint, type OAuthClient, type TokenAnswer } from '../../src/core/ports/token-endpoint.js';
import { RefreshFlights } from '../../src/oauth/refresh-flights.js';

type Request = Parameters<TokenEndpoint['requestRefresh']>[0];

/** Keeps every call open until the test answers it. */
class HeldTokenEndpoint extends TokenEndpoint {
  readonly calls: {
    readonly request: Request;
    readonly answer: (answer: TokenAnswer) => void;
    readonly fail: (error: Error) => void;
  }[] = [];

  override requestRefresh(request: Request): Promise<TokenAnswer> {
    return new Promise((answer, fail) => this.calls.push({ request, answer, fail }));
  }
}

const client: OAuthClient = { key: 'default', clientId: 'one', clientSecret: 's' };
const good = (accessToken: string): TokenAnswer => ({
  kind: 'answer',
  status: 200,
  body: { access_token: accessToken },
  retryAfterMs: null,
});
/** Lets everything run that is ready to. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('refreshes under way', () => {
  it('make one call for twenty who ask, and all get its outcome', async () => {
    const endpoint = new HeldTokenEndpoint();
    const flights = new RefreshFlights(endpoint);
    const asked = Array.from({ length: 20 }, () => flights.refresh(client, 'rt'));
    await settle();
    expect(endpoint.calls).toHaveLength(1);
    expect(endpoint.calls[0]?.request).toMatchObject({ client, refreshToken: 'rt', timeoutMs: 60_000 });
    endpoint.calls[0]?.answer(good('at'));
    const outcomes = await Promise.all(asked);
    expect(new Set(outcomes).size).toBe(1);
    expect(outcomes[0]).toMatchObject({ kind: 'refreshed', tokens: { accessToken: 'at' } });
  });

  it('call again once the first has ended', async () => {
    const endpoint = new HeldTokenEndpoint();
    const flights = new RefreshFlights(endpoint);
    const first = flights.refresh(client, 'rt');
    await settle();
    endpoint.calls[0]?.answer({ kind: 'no-answer', reason: 'timed out' });
    expect(await first).toMatchObject({ kind: 'transient' });
    const second = flights.refresh(client, 'rt');
    await settle();
    expect(endpoint.calls).toHaveLength(2);
    endpoint.calls[1]?.answer(good('at'));
    expect((await second).kind).toBe('refreshed');
  });

  it('keep different tokens apart', async () => {
    const endpoint = new HeldTokenEndpoint();
    const flights = new RefreshFlights(endpoint);
    const both = [flights.refresh(client, 'one'), flights.refresh(client, 'two')];
    await settle();
    endpoint.calls.forEach(({ request, answer }) => answer(good(`for ${request.refreshToken}`)));
    expect(await Promise.all(both)).toMatchObject([
      { tokens: { accessToken: 'for one' } },
      { tokens: { accessToken: 'for two' } },
    ]);
  });

  it('wait for another client with the same token instead of using it twice or sharing its verdict', async () => {
    const endpoint = new HeldTokenEndpoint();
    const flights = new RefreshFlights(endpoint);
    const ours = flights.refresh(client, 'rt');
    const theirs = flights.refresh({ ...client, clientId: 'two' }, 'rt');
    await settle();
    expect(endpoint.calls).toHaveLength(1);
    endpoint.calls[0]?.answer({
      kind: 'answer',
      status: 401,
      body: { error: 'unauthorized_client' },
      retryAfterMs: null,
    });
    expect((await ours).kind).toBe('client-fault');
    await settle();
    expect(endpoint.calls.map(({ request }) => request.client.clientId)).toEqual(['one', 'two']);
    endpoint.calls[1]?.answer(good('at'));
    expect((await theirs).kind).toBe('refreshed');
  });

  it('are at most eight at once, the others in the order they came', async () => {
    const endpoint = new HeldTokenEndpoint();
    const flights = new RefreshFlights(endpoint);
    const asked = Array.from({ length: 30 }, (_, at) => flights.refresh(client, `rt${at}`));
    for (let answered = 0; answered < 30; answered += 1) {
      await settle();
      expect(endpoint.calls).toHaveLength(Math.min(30, answered + 8));
      endpoint.calls[answered]?.answer(good('at'));
    }
    await Promise.all(asked);
    expect(endpoint.calls.map(({ request }) => request.refreshToken)).toEqual(
      Array.from({ length: 30 }, (_, at) => `rt${at}`),
    );
  });

  it('tell everybody when the answer begins, also those who come later', async () => {
    const endpoint = new HeldTokenEndpoint();
    const flights = new RefreshFlights(endpoint);
    const told: string[] = [];
    const tell = (name: string) => ({ onAnswerStarted: (status: number) => told.push(`${name} ${status}`) });
    void flights.refresh(client, 'rt', tell('first'));
    void flights.refresh(client, 'rt', tell('second'));
    await settle();
    expect(told).toEqual([]);
    endpoint.calls[0]?.request.onAnswerStarted?.(400);
    expect(told).toEqual(['first 400', 'second 400']);
    const late = flights.refresh(client, 'rt', tell('late'));
    expect(told.at(-1)).toBe('late 400');
    endpoint.calls[0]?.answer(good('at'));
    await late;
    expect(endpoint.calls).toHaveLength(1);
  });

  it('free token and slot when the endpoint breaks its word and throws', async () => {
    const endpoint = new HeldTokenEndpoint();
    const flights = new RefreshFlights(endpoint);
    for (let at = 0; at < 9; at += 1) {
      const asked = flights.refresh(client, 'rt');
      await settle();
      endpoint.calls[at]?.fail(new Error('bug'));
      expect(await asked).toMatchObject({ kind: 'transient' });
    }
  });
});
