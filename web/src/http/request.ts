import type { z } from 'zod';

import { problemSchema } from '../../../server/contract/problem.js';
import { ProblemError, UnexpectedAnswerError, UnreachableError } from './problem-error.js';

/** Who is told when the server no longer knows this browser. Set once, by the app. */
let onSignedOut: (() => void) | undefined;

/** Registers what happens on a 401: the session ended, so the sign-in page is due. */
export function whenSignedOut(listener: (() => void) | undefined): void {
  onSignedOut = listener;
}

/** Says that the session has ended, for those who learn of it in another way than by a 401. */
export function reportSignedOut(): void {
  onSignedOut?.();
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** A refused sign-in is a 401 too, but nobody has to be sent to the page they are on. */
  readonly expect401?: boolean;
}

/**
 * Sends one request to the admin API of the server that served this page.
 *
 * @param schema  what a successful answer must look like; the parsed value is returned
 * @throws ProblemError when refused, UnreachableError without an answer, UnexpectedAnswerError when it makes no sense
 */
export async function request<T>(path: string, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  const body = await readJson(response);
  if (response.ok) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new UnexpectedAnswerError(response.status, { cause: parsed.error });
  }
  if (response.status === 401 && !options.expect401) reportSignedOut();
  const problem = problemSchema.safeParse(body);
  if (problem.success) throw new ProblemError(problem.data);
  throw new UnexpectedAnswerError(response.status, { cause: problem.error });
}

async function send(path: string, { method = 'GET', body, signal }: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  // A form or an image on another site cannot set this header: its presence tells the request is ours.
  if (method !== 'GET') headers['X-Regrant'] = '1';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    throw new UnreachableError('No answer from the server', { cause: error });
  }
}

/** @returns the JSON body; undefined for an empty one and for what is not JSON (the schema then decides) */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    throw new UnreachableError('The answer broke off', { cause: error });
  });
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UnexpectedAnswerError(response.status, { cause: error });
  }
}
