import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { ProblemError, UnexpectedAnswerError, UnreachableError } from './problem-error.js';
import { request, whenSignedOut } from './request.js';

const schema = z.object({ value: z.number() });
const PROBLEM = {
  type: 'about:blank',
  title: 'Refused',
  status: 422,
  detail: 'Google refused this refresh token.',
  code: 'grant.refresh_rejected',
  hint: 'Sign in again.',
};

function answer(status: number, body: unknown): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
}

describe('request', () => {
  const fetching = vi.fn<typeof fetch>();
  const signedOut = vi.fn();

  beforeEach(() => {
    vi.stubGlobal('fetch', fetching);
    fetching.mockReset();
    signedOut.mockReset();
    whenSignedOut(signedOut);
  });
  afterEach(() => {
    whenSignedOut(undefined);
    vi.unstubAllGlobals();
  });

  const sentHeaders = () => fetching.mock.calls[0]?.[1]?.headers as Record<string, string>;

  it('marks a change as ours and names its body', async () => {
    fetching.mockResolvedValue(answer(200, { value: 1 }));
    await expect(request('/api/x', schema, { method: 'PATCH', body: { a: 1 } })).resolves.toEqual({ value: 1 });
    expect(sentHeaders()).toMatchObject({ 'X-Regrant': '1', 'Content-Type': 'application/json' });
    expect(fetching.mock.calls[0]?.[1]).toMatchObject({ method: 'PATCH', body: '{"a":1}', credentials: 'same-origin' });
  });

  it('names no body where there is none', async () => {
    fetching.mockResolvedValue(new Response(null, { status: 204 }));
    await request('/api/x', z.unknown(), { method: 'DELETE' });
    expect(sentHeaders()).toHaveProperty('X-Regrant', '1');
    expect(sentHeaders()).not.toHaveProperty('Content-Type');
  });

  it('marks no reading', async () => {
    fetching.mockResolvedValue(answer(200, { value: 1 }));
    await request('/api/x', schema);
    expect(sentHeaders()).not.toHaveProperty('X-Regrant');
  });

  it('throws the problem with its code and hint', async () => {
    fetching.mockResolvedValue(answer(422, PROBLEM));
    const error: unknown = await request('/api/x', schema).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ code: 'grant.refresh_rejected', status: 422, problem: { hint: 'Sign in again.' } });
    expect(signedOut).not.toHaveBeenCalled();
  });

  it('reports an ended session, except where a 401 is an answer to a sign-in', async () => {
    fetching.mockImplementation(() => Promise.resolve(answer(401, { ...PROBLEM, status: 401, code: 'auth.required' })));
    await expect(request('/api/x', schema, { expect401: true })).rejects.toBeInstanceOf(ProblemError);
    expect(signedOut).not.toHaveBeenCalled();
    await expect(request('/api/x', schema)).rejects.toBeInstanceOf(ProblemError);
    expect(signedOut).toHaveBeenCalledTimes(1);
  });

  it('tells a server that is down from one that answers nonsense', async () => {
    fetching.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(request('/api/x', schema)).rejects.toBeInstanceOf(UnreachableError);
    fetching.mockResolvedValueOnce(answer(502, '<html>Bad gateway</html>'));
    await expect(request('/api/x', schema)).rejects.toBeInstanceOf(UnexpectedAnswerError);
    fetching.mockResolvedValueOnce(answer(200, { value: 'one' }));
    await expect(request('/api/x', schema)).rejects.toBeInstanceOf(UnexpectedAnswerError);
  });
});
