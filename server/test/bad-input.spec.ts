import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../contract/problem.js';
import { LARGEST_REQUEST_BYTES } from '../src/proxy/request-body.js';
import { expectProblem, leavesAllAsItWas } from './refusals.js';
import { ADMIN_TOKEN, CALLER_KEY, chatBody, geminiBody, MODEL, startWorld } from './world.js';
import { signInAtGoogle } from './world-sign-in.js';

describe('the admin API', () => {
  it('answers an unknown account id with account.not_found, wherever it stands', async () => {
    const world = await startWorld({ accounts: 1 });
    await leavesAllAsItWas(world, async () => {
      for (const id of ['nobody', '..%2F..%2Fsecrets', '%00', 'x'.repeat(90)]) {
        await expectProblem(world, ['GET', `/api/accounts/${id}`], 404, 'account.not_found');
        await expectProblem(world, ['PATCH', `/api/accounts/${id}`, { priority: 1 }], 404, 'account.not_found');
        await expectProblem(world, ['POST', `/api/accounts/${id}/refresh`], 404, 'account.not_found');
        await expectProblem(world, ['DELETE', `/api/accounts/${id}`], 404, 'account.not_found');
      }
      const batch = await world.admin<{ results: object[] }>('POST', '/api/accounts/batch', {
        ids: ['nobody'],
        action: 'refresh',
      });
      expect(batch.body.results).toEqual([
        { id: 'nobody', ok: false, code: 'account.not_found', hint: expect.any(String) as string },
      ]);
    });
  });

  it('refuses malformed JSON and other content types', async () => {
    const world = await startWorld({ accounts: 1 });
    await leavesAllAsItWas(world, async () => {
      for (const text of ['{', '{"refresh_token": ', 'nonsense', '{"__proto__": {"a": 1}}']) {
        await expectProblem(world, ['POST', '/api/accounts', text], 400, 'request.malformed');
      }
      const others = [
        ['application/x-www-form-urlencoded', 'refresh_token=x'],
        ['text/plain', '{"refresh_token":"x"}'],
        ['multipart/form-data; boundary=x', '--x--'],
      ] as const;
      for (const [type, text] of others) {
        const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': type };
        const answer = await fetch(`${world.url}/api/accounts`, { method: 'POST', headers, body: text });
        expect([type, answer.status]).toEqual([type, 415]);
        expect(await answer.json()).toMatchObject({
          code: 'request.unsupported_media_type',
          hint: expect.stringMatching(/json/i) as string,
        });
      }
    });
  });

  it('refuses wrong types, unknown fields and empty changes, and names the field', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    await leavesAllAsItWas(world, async () => {
      const bad: readonly (readonly [string, string, unknown])[] = [
        ['POST', '/api/accounts', { refresh_token: 5 }],
        ['POST', '/api/accounts', { refresh_token: '' }],
        ['POST', '/api/accounts', {}],
        ['POST', '/api/accounts', []],
        ['PATCH', `/api/accounts/${id}`, { priority: 'high' }],
        ['PATCH', `/api/accounts/${id}`, { priority: 1.5 }],
        ['PATCH', `/api/accounts/${id}`, { disabled: false }],
        ['PATCH', `/api/accounts/${id}`, {}],
        ['POST', '/api/accounts/batch', { ids: [], action: 'refresh' }],
        ['POST', '/api/accounts/batch', { ids: [id], action: 'enable' }],
        ['PATCH', '/api/settings', { auth_mode: 'open' }],
      ];
      for (const request of bad) await expectProblem(world, request, 400, 'request.invalid');
      const { body } = await world.admin<Problem>('PATCH', `/api/accounts/${id}`, { priority: 'high' });
      expect(body.errors).toMatchObject([{ path: 'priority' }]);
      expect(
        (await fetch(`${world.url}/api/events?after=soon`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } }))
          .status,
      ).toBe(400);
    });
  });

  it('refuses who is not signed in, who has only a caller key, and pages of others', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    await leavesAllAsItWas(world, async () => {
      const refused: readonly [Record<string, string>, number, string][] = [
        [{}, 401, 'auth.required'],
        [{ authorization: `Bearer ${CALLER_KEY}` }, 401, 'auth.required'],
        [{ 'x-api-key': ADMIN_TOKEN }, 401, 'auth.required'],
      ];
      for (const [headers, status, code] of refused) {
        for (const method of ['GET', 'DELETE']) {
          const answer = await fetch(`${world.url}/api/accounts/${id}`, { method, headers });
          expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([status, code]);
        }
      }
      expect((await fetch(`${world.url}/api/nothing-here`)).status).toBe(404);
    });
  });

  it('sends a denied sign-in back to the dashboard with its code, and changes nothing', async () => {
    const world = await startWorld({ accounts: 1 });
    await leavesAllAsItWas(world, async () => {
      expect(await signInAtGoogle(world, { account: world.account(0), as: 'cancel' })).toEqual({
        signin: 'failed',
        code: 'oauth.denied',
      });
      expect(await signInAtGoogle(world, { as: 'cancel' })).toEqual({ signin: 'failed', code: 'oauth.denied' });
      await expectProblem(
        world,
        ['POST', '/api/oauth/google/complete', { url: 'https://evil.example/?code=a&state=b' }],
        400,
        'oauth.state_rejected',
      );
    });
  });
});

interface WireError {
  readonly error: {
    readonly code: unknown;
    readonly message: string;
    readonly details?: readonly { readonly metadata?: { readonly code: string } }[];
  };
}
const codeIn = ({ error }: WireError): unknown => error.details?.[0]?.metadata?.code ?? error.code;

describe('the LLM routes', () => {
  const gemini = `/v1beta/models/${MODEL}:generateContent`;
  const chat = '/v1/chat/completions';
  const bodies = { [gemini]: geminiBody('Hi'), [chat]: chatBody('Hi') };

  it("refuse a missing, a wrong and two different keys with 401, in the caller's wire", async () => {
    const world = await startWorld({ accounts: 1 });
    for (const [path, json] of Object.entries(bodies)) {
      const refused: readonly [Record<string, string>, string, string][] = [
        [{}, '', 'caller.key_missing'],
        [{ 'x-api-key': 'not-one-of-ours' }, '', 'caller.key_rejected'],
        [{ authorization: `Bearer ${ADMIN_TOKEN}` }, '', 'caller.key_rejected'],
        [{ 'x-api-key': CALLER_KEY, 'x-goog-api-key': 'another-one' }, '', 'caller.key_conflict'],
        [{ authorization: `Bearer ${CALLER_KEY}` }, '?key=another-one', 'caller.key_conflict'],
      ];
      for (const [headers, query, code] of refused) {
        const answer = await fetch(`${world.url}${path}${query}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(json),
        });
        const body = (await answer.json()) as WireError;
        expect([path, answer.status, codeIn(body)]).toEqual([path, 401, code]);
        expect(answer.headers.get('x-should-retry')).toBe('false');
      }
    }
    expect(world.gemini.journal).toEqual([]);
  });

  it('take the key in any of its places, and the same one twice', async () => {
    const world = await startWorld({ accounts: 1 });
    const accepted: readonly [Record<string, string>, string][] = [
      [{ authorization: `Bearer ${CALLER_KEY}` }, ''],
      [{ 'x-api-key': CALLER_KEY }, ''],
      [{ 'x-goog-api-key': CALLER_KEY }, ''],
      [{}, `?key=${CALLER_KEY}`],
      [{ authorization: `Bearer ${CALLER_KEY}`, 'x-goog-api-key': CALLER_KEY }, `?key=${CALLER_KEY}`],
    ];
    for (const [headers, query] of accepted) {
      const answer = await fetch(`${world.url}${gemini}${query}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(geminiBody('Hi')),
      });
      expect(answer.status).toBe(200);
    }
    for (const { query, headers } of world.gemini.journal) {
      expect(query).toBe('');
      expect(JSON.stringify(headers)).not.toContain(CALLER_KEY);
    }
  });

  it('refuse malformed JSON, a missing body and wrong types before any account is used', async () => {
    const world = await startWorld({ accounts: 1 });
    for (const body of [
      '{',
      '',
      '[]',
      '"text"',
      JSON.stringify({ model: 5, messages: [] }),
      JSON.stringify({ model: MODEL, messages: 'Hi' }),
    ]) {
      const answer = await world.call(chat, { method: 'POST', body });
      const error = ((await answer.json()) as WireError).error;
      expect([body, answer.status, error.code]).toEqual([body, 400, 'request.invalid']);
      expect(error.message).not.toBe('');
    }
    expect(world.gemini.journal).toEqual([]);
  });

  it("answer for an unknown model and an unknown route in the caller's wire", async () => {
    const world = await startWorld({ accounts: 1 });
    const inGemini = await world.call('/v1beta/models/gemini-0:generateContent', { json: geminiBody('Hi') });
    expect([inGemini.status, ((await inGemini.json()) as WireError).error.code]).toEqual([404, 404]);
    const inChat = await world.call(chat, { json: { ...chatBody('Hi'), model: 'gemini-0' } });
    expect(inChat.status).toBe(404);
    expect(((await inChat.json()) as WireError).error.message).toContain('gemini-0');
    for (const path of [
      '/v1beta/models/a%2Fb:generateContent',
      '/v1beta/models/..:generateContent',
      `/v1beta/models/${MODEL}:explode`,
      '/v1beta/files',
      '/v1/nothing',
    ]) {
      const answer = await world.call(path, { json: {} });
      expect([path, answer.status, codeIn((await answer.json()) as WireError)]).toEqual([path, 404, 'route.not_found']);
    }
  });

  it.each([gemini, chat])('refuse a body over the limit without reading it: %s', async (path) => {
    const world = await startWorld({ accounts: 1 });
    const answer = await new Promise<{ status: number; text: string; connection: string | undefined }>(
      (resolve, reject) => {
        const sent = request(`${world.url}${path}`, {
          method: 'POST',
          agent: false,
          headers: {
            authorization: `Bearer ${CALLER_KEY}`,
            'content-type': 'application/json',
            'content-length': String(LARGEST_REQUEST_BYTES + 1),
          },
        });
        sent.once('error', reject);
        sent.once('response', (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.once('end', () => {
            sent.destroy();
            resolve({ status: response.statusCode ?? 0, text, connection: response.headers.connection });
          });
        });
        // A first piece only: the answer must not wait for the rest.
        sent.write('{"contents":');
      },
    );
    expect([answer.status, codeIn(JSON.parse(answer.text) as WireError), answer.connection]).toEqual([
      413,
      'request.too_large',
      'close',
    ]);
    expect((await world.generate()).status).toBe(200);
  });

  it('read no body of somebody without a key', async () => {
    const world = await startWorld({ accounts: 1 });
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(`${world.url}${gemini}`, {
        method: 'POST',
        agent: false,
        headers: { 'content-length': '1000000' },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        response.resume();
        sent.destroy();
        resolve(response.statusCode ?? 0);
      });
      sent.flushHeaders();
    });
    expect(status).toBe(401);
  });
});
