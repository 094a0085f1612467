import { z } from 'zod';

import { refusalIn } from '../../http/gateway-refusal.js';
import { UnexpectedAnswerError, UnreachableError } from '../../http/problem-error.js';

const modelListSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The gateway does not take this key, or cannot ask Google; in its own words. */
export class ModelsRefusedError extends Error {
  override readonly name = 'ModelsRefusedError';

  constructor(
    message: string,
    /** Empty where none came along. */
    readonly code = '',
  ) {
    super(message);
  }
}

/**
 * What a program would be offered with this key.
 *
 * @throws ModelsRefusedError; UnreachableError without an answer; UnexpectedAnswerError when it makes no sense
 */
export async function fetchGatewayModels(key: string, signal?: AbortSignal): Promise<readonly string[]> {
  const response = await ask(key, signal);
  const body: unknown = await response.json().catch(() => undefined);
  const list = modelListSchema.safeParse(body);
  if (response.ok && list.success) return list.data.data.map(({ id }) => id);
  const refusal = refusalIn(body);
  if (refusal) throw new ModelsRefusedError(refusal.message, refusal.code);
  throw new UnexpectedAnswerError(response.status, { cause: list.error });
}

async function ask(key: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch('/v1/models', {
      headers: { Authorization: `Bearer ${key}` },
      credentials: 'omit',
      cache: 'no-store',
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    throw new UnreachableError('No answer from the server', { cause: error });
  }
}
