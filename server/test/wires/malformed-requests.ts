import { expect } from 'vitest';
import { CANARY } from '../../src/protocols/anthropic/__fixtures__/malformed.js';
import type { SharedWorld } from './shared-world.js';

/** A malformed request as it is sent, and the field that its refusal must name; '' for the body as a whole. */
export interface MalformedRequest {
  readonly path: string;
  readonly body: string;
  readonly version?: string | undefined;
}

class NotJsonError extends Error {}

/** A body as text; undefined where JSON cannot say it (NaN becomes null, which is another request). */
function written(body: unknown): string | undefined {
  // What is undefined altogether is an empty body.
  if (body === undefined) return '';
  try {
    return JSON.stringify(body, (_key, value: unknown) => {
      if (typeof value === 'number' && !Number.isFinite(value)) throw new NotJsonError();
      return value;
    });
  } catch (error) {
    // Too deep for the writer of this test: such bodies are sent as text below.
    if (error instanceof NotJsonError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The rows of a table that JSON can write. */
export const requestsOf = (table: readonly (readonly [string, unknown, string?])[]): MalformedRequest[] =>
  table.flatMap(([path, body, version]) => {
    const text = written(body);
    return text === undefined ? [] : [{ path, body: text, version }];
  });

/** Bodies that no wire can read. */
export const UNREADABLE: readonly MalformedRequest[] = [
  '',
  '{',
  'null',
  '7',
  '[]',
  '"text"',
  '{"model":"m"',
  '{"model":"m",}',
  '\u0000',
  '<html></html>',
  'model=m&messages=x',
  '['.repeat(200_000),
].map((body) => ({ path: '', body }));

/** A request that is whole, but for a field that nobody knows and that is too deep to be written again. */
export const TOO_DEEP: MalformedRequest = {
  path: '',
  body: `{"model":"m","messages":[{"role":"user","content":"hi"}],"input":"hi","max_tokens":9,"extra":${'['.repeat(90_000)}${']'.repeat(90_000)}}`,
};

/** Sends one. */
export async function send(
  { world }: SharedWorld,
  route: string,
  { body, version }: MalformedRequest,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await world.call(route, {
    method: 'POST',
    body,
    headers: version === undefined ? {} : { 'anthropic-version': version },
  });
  return { status: response.status, text: await response.text() };
}

/** Sends all, and holds each answer to what it must be: a 400 that names the field, quotes nothing, and cost no call. */
export async function refuseAll(
  shared: SharedWorld,
  route: string,
  table: readonly MalformedRequest[],
  check: (text: string, request: MalformedRequest) => void,
): Promise<void> {
  const before = shared.arrivals;
  for (const request of table) {
    const { status, text } = await send(shared, route, request);
    expect(status, `${request.path}: ${request.body.slice(0, 200)} → ${text.slice(0, 300)}`).toBe(400);
    expect(text).not.toContain(CANARY);
    check(text, request);
  }
  expect(shared.arrivals).toBe(before);
}

export const isOpenAis = (text: string, { path }: MalformedRequest): void =>
  expect(JSON.parse(text)).toMatchObject({
    error: { type: 'invalid_request_error', param: path === '' ? null : path, code: 'request.invalid' },
  });

export const isAnthropics = (text: string, { path }: MalformedRequest): void => {
  const body = JSON.parse(text) as { error: { message: string } };
  expect(body).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
  if (path !== '') expect(body.error.message.startsWith(`${path}: `), `${path} ← ${body.error.message}`).toBe(true);
};

export const isGoogles = (text: string, { path }: MalformedRequest): void => {
  const { error } = JSON.parse(text) as { error: { details: readonly Record<string, unknown>[] } };
  expect(error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT', message: expect.any(String) as string });
  const bad = error.details.find((detail) => detail['@type'] === 'type.googleapis.com/google.rpc.BadRequest');
  if (path === '') expect(bad).toBeUndefined();
  else expect(bad).toMatchObject({ fieldViolations: [{ field: path, description: expect.any(String) as string }] });
};
