import { z } from 'zod';
import { problemSchema } from '../../contract/problem.js';
import { CommandError } from './command-error.js';

/** A Regrant's admin API. Bearer tokens go to this address alone: no redirect is followed. */
export class AdminApi {
  constructor(
    private readonly address: string,
    readonly adminToken: string,
  ) {}

  /** @throws CommandError  what Regrant answers when it refuses, or that it cannot be reached */
  async post<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
    const response = await this.#send(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const parsed: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer.parse(parsed);
    const problem = problemSchema.safeParse(parsed);
    if (problem.success) throw new CommandError(problem.data.detail, hintFor(problem.data));
    throw new CommandError(`Regrant answered HTTP ${response.status}.`, 'Look at its log.');
  }

  /** Asked before any secret is sent: what listens there may be some other program. */
  async isRegrant(): Promise<boolean> {
    try {
      const response = await this.#send('/api/session', { method: 'GET' });
      return response.ok && sessionShape.safeParse(await response.json()).success;
    } catch (error) {
      if (error instanceof CommandError || error instanceof SyntaxError) return false;
      throw error;
    }
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.address}${path}`, { ...init, redirect: 'error' });
    } catch (cause) {
      throw new CommandError(`Regrant cannot be reached at ${this.address}.`, 'Is it still running?', { cause });
    }
  }
}

const sessionShape = z.object({ signed_in: z.literal(false), sandbox: z.boolean() });

const hintFor = ({ code, hint }: { readonly code: string; readonly hint: string }): string =>
  code === 'auth.required' || code === 'auth.rejected'
    ? 'Set REGRANT_ADMIN_TOKEN to the admin token that the running Regrant was started with.'
    : hint;
