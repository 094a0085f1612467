import { Injectable } from '@nestjs/common';
import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What `secrets.json` holds. Digests are hex SHA-256 of values with at least 128 random bits. */
export const secretsSchema = z.object({
  version: z.literal(1).default(1),
  /** For scripts; the owner reads it here. */
  admin_token: z.string().min(16).nullable().default(null),
  /** The password set on the dashboard, salted and stretched; see `password-hash.ts` for the form. */
  admin_password: z.string().startsWith('$scrypt$').nullable().default(null),
  caller_keys: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        digest,
        created_at: z.number(),
        models: z.array(z.string()).nullable().default(null),
        mapping: z
          .array(z.object({ from: z.string(), to: z.string(), upstream: z.enum(['gemini', 'vertex']).optional() }))
          .default([]),
        per_minute: z.number().nullable().default(null),
        last_used: z.number().nullable().default(null),
      }),
    )
    .default([]),
  /** Times are epoch milliseconds. */
  sessions: z
    .array(
      z.object({
        digest,
        created_at: z.number(),
        last_seen_at: z.number(),
        user_agent: z.string().nullable().default(null),
      }),
    )
    .default([]),
  oauth_client_secrets: z.record(z.string(), z.string()).default({}),
});
export type Secrets = Readonly<z.infer<typeof secretsSchema>>;

/** Where the secrets are written. */
export interface SecretsFile {
  save(secrets: Secrets): Promise<void>;
}

/** The secrets of this installation, in memory and in `secrets.json`; none of it is ever sent to a browser. */
@Injectable()
export class SecretsStore {
  #current: Secrets;
  #saving: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<(secrets: Secrets) => void>();

  constructor(
    initial: Secrets,
    private readonly file: SecretsFile,
  ) {
    this.#current = initial;
  }

  get current(): Secrets {
    return this.#current;
  }

  onChange(listener: (secrets: Secrets) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stores a change, then lets it hold; one at a time. Rejects when the disk refuses, and nothing is changed then. */
  change(edit: (secrets: Secrets) => Secrets): Promise<void> {
    const saving = this.#saving.then(async () => {
      const next = edit(this.#current);
      await this.file.save(next);
      this.#current = next;
      this.#listeners.forEach((listener) => listener(next));
    });
    this.#saving = saving.catch(() => undefined);
    return saving;
  }
}
