import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Stored {
  readonly model: string;
  readonly payload: AdapterPayload;
  readonly expiresAtMs: number;
}

/** One consent of one person, with what is still alive of it. */
export interface GrantRecord {
  readonly grantId: string;
  readonly sub: string;
  readonly createdAtMs: number;
  readonly refreshTokens: number;
  readonly accessTokens: number;
}

const SWEEP_EVERY = 1_000;

/**
 * The memory of the sandbox's authorization server. The one that oidc-provider brings forgets its oldest entries after a
 * thousand, which would turn a long test into an `invalid_grant` nobody asked for; and it cannot say whose grants are alive.
 */
export class GrantRecords {
  readonly #stored = new Map<string, Stored>();
  readonly #uids = new Map<string, string>();
  #writes = 0;

  /** What oidc-provider calls once per kind of record (`AccessToken`, `Grant`, `Session`, …). */
  readonly adapterFor = (model: string): Adapter => ({
    upsert: async (id, payload, expiresIn) => this.#upsert(model, id, payload, expiresIn),
    find: async (id) => this.#payload(`${model}:${id}`),
    findByUid: async (uid) => this.#payload(`${model}:${this.#uids.get(uid)}`),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = this.#payload(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      this.#stored.delete(`${model}:${id}`);
    },
    revokeByGrantId: async (grantId) => this.#removeWhere((entry) => entry.model === model && ofGrant(entry, grantId)),
  });

  /** The grants of a person that can still do something, oldest first. */
  grantsOf(sub: string): readonly GrantRecord[] {
    return [...this.#stored]
      .filter(([key, { model, payload }]) => model === 'Grant' && payload.accountId === sub && this.#payload(key))
      .map(([key, { payload }]) => {
        const grantId = key.slice('Grant:'.length);
        return {
          grantId,
          sub,
          createdAtMs: (payload.iat ?? 0) * 1000,
          refreshTokens: this.#countTokens('RefreshToken', grantId),
          accessTokens: this.#countTokens('AccessToken', grantId),
        };
      })
      .filter(({ refreshTokens, accessTokens }) => refreshTokens + accessTokens > 0);
  }

  /** The grant that a token of either kind belongs to; undefined when the token is unknown, spent or expired. */
  grantOfToken(token: string): { readonly grantId: string; readonly sub: string } | undefined {
    const payload = this.#payload(`RefreshToken:${token}`) ?? this.#payload(`AccessToken:${token}`);
    if (!payload?.grantId || !payload.accountId) return undefined;
    return { grantId: payload.grantId, sub: payload.accountId };
  }

  /** Ends a grant with everything that came from it. */
  revoke(grantId: string): void {
    this.#stored.delete(`Grant:${grantId}`);
    this.#removeWhere((entry) => ofGrant(entry, grantId));
  }

  /** Drops only the tokens of one kind: what time does to a grant, as against what its owner does. */
  expire(model: 'RefreshToken' | 'AccessToken', grantId: string): void {
    this.#removeWhere((entry) => entry.model === model && ofGrant(entry, grantId));
  }

  #upsert(model: string, id: string, payload: AdapterPayload, expiresIn: number | undefined): void {
    const expiresAtMs = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000;
    this.#stored.set(`${model}:${id}`, { model, payload, expiresAtMs });
    if (payload.uid) this.#uids.set(payload.uid, id);
    this.#writes += 1;
    if (this.#writes % SWEEP_EVERY === 0) this.#removeWhere((entry) => entry.expiresAtMs <= Date.now());
  }

  #payload(key: string): AdapterPayload | undefined {
    const entry = this.#stored.get(key);
    return entry && entry.expiresAtMs > Date.now() ? entry.payload : undefined;
  }

  #countTokens(model: string, grantId: string): number {
    return [...this.#stored].filter(
      ([key, entry]) =>
        entry.model === model && ofGrant(entry, grantId) && !entry.payload.consumed && this.#payload(key),
    ).length;
  }

  #removeWhere(condition: (entry: Stored) => boolean): void {
    for (const [key, entry] of this.#stored) {
      if (!condition(entry)) continue;
      this.#stored.delete(key);
      if (entry.payload.uid) this.#uids.delete(entry.payload.uid);
    }
  }
}

function ofGrant({ payload }: Stored, grantId: string): boolean {
  return payload.grantId === grantId;
}
