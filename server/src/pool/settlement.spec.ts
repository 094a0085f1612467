import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issued, unavailable } from '../../test/fakes/scripted-token-endpoint.js';
import { accountFile, ask, openPoolRig, START, type PoolRig } from '../../test/pool-rig.js';
import { turn } from '../../test/turn.js';
import { clearBlocked, disable } from '../core/accounts/changes.js';
import type { CoolDownHint } from '../core/pool/cool-down.js';
import type { UpstreamRefusal } from '../core/pool/refusal-kind.js';
import type { Lease } from './lease.js';
import type { AttemptResult, Standing } from './settlement.js';

const MODEL = 'gemini-2.5-flash';
const NO_HINT: CoolDownHint = { retryInfoMs: null, retryAfterMs: null, quotaId: null };
const refused = (
  httpStatus: number,
  more: Partial<UpstreamRefusal> = {},
  hint: Partial<CoolDownHint> = {},
): AttemptResult => ({
  kind: 'refused',
  refusal: { httpStatus, status: 'X', reason: null, message: '', helpUrl: null, ...more },
  hint: { ...NO_HINT, ...hint },
});
const FAILED: AttemptResult = { kind: 'failed' };
const SERVED: AttemptResult = { kind: 'served' };
const MISSING = refused(404, { message: 'models/x is not found for API version v1beta' });

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `n${index}`);
const rigOf = (count: number): Promise<PoolRig> => openPoolRig(ids(count).map((id) => accountFile(id)));
const leaseFrom = ({ pool }: PoolRig, ...of: Parameters<typeof ask>): Lease => {
  const lease = pool.choose(ask(...of));
  if (!lease) throw new Error('nobody can serve');
  return lease;
};

/** One request, as an exchange makes it: attempts until it is served or there is nothing more to do. */
async function request(
  rig: PoolRig,
  answer: (lease: Lease, attempt: number) => AttemptResult,
  model = MODEL,
): Promise<{ readonly tried: readonly string[]; readonly attempts: number; readonly isServed: boolean }> {
  const tried = new Set<string>();
  const lacking: Lease[] = [];
  let attempts = 0;
  rig.settlement.begin();
  let renewed: Lease | undefined;
  for (;;) {
    const lease = renewed ?? rig.pool.choose(ask(tried, { model }));
    if (!lease) return { tried: [...tried], attempts, isServed: false };
    tried.add(lease.id);
    attempts += 1;
    const result = answer(lease, attempts);
    const step = rig.settlement.settle(lease, result, {
      attempts,
      isRenewed: renewed !== undefined,
      usage: undefined,
      lacking,
    });
    if (step === 'give-up') return { tried: [...tried], attempts, isServed: result.kind === 'served' };
    renewed = step === 'refresh-and-retry' ? await rig.pool.renew(lease) : undefined;
  }
}

const standing = (more: Partial<Standing> = {}): Standing => ({
  attempts: 1,
  isRenewed: false,
  usage: undefined,
  lacking: [],
  ...more,
});
const ready = ({ pool }: PoolRig, model = MODEL) =>
  pool
    .explain(model)
    .ready.map(({ id }) => id)
    .sort();

const TALK = 7;

describe('a quota that is used up', () => {
  it('makes the account rest for that model alone, told once, until its time is over', async () => {
    const rig = await rigOf(2);
    const lease = leaseFrom(rig);
    expect(rig.settlement.settle(lease, refused(429, {}, { retryAfterMs: 5000 }), standing())).toBe('next-account');
    expect(ready(rig)).not.toContain(lease.id);
    expect(ready(rig, 'gemini-2.5-pro')).toContain(lease.id);
    expect(rig.bus.ofType('account.cooling')).toEqual([
      { type: 'account.cooling', account_id: lease.id, email: `${lease.id}@example.com`, model: MODEL, seconds: 5 },
    ]);
    rig.clock.advance(5000);
    expect(ready(rig)).toContain(lease.id);
  });

  it('is waited for until midnight Pacific time where it is the day that ran out', async () => {
    const rig = await rigOf(1);
    // The rig begins at 14:13:20 in California.
    rig.settlement.settle(
      leaseFrom(rig),
      refused(429, {}, { quotaId: 'GenerateRequestsPerDayPerProject' }),
      standing(),
    );
    const acquired = await rig.pool.acquire(ask());
    expect(acquired).toMatchObject({ error: { code: 'pool.cooling', retryAfterMs: (9 * 60 + 46) * 60_000 + 40_000 } });
  });

  it('backs off further with every refusal, and starts over after a success', async () => {
    const rig = await rigOf(1);
    const lengths: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      if (round === 3) rig.settlement.settle(leaseFrom(rig), SERVED, standing());
      rig.settlement.settle(leaseFrom(rig), refused(429), standing());
      const acquired = await rig.pool.acquire(ask());
      if (acquired.kind === 'lease') throw new Error('it should rest');
      const { retryAfterMs } = acquired.error as unknown as { readonly retryAfterMs: number };
      lengths.push(retryAfterMs);
      rig.clock.advance(retryAfterMs);
    }
    expect(lengths).toEqual([1500, 3000, 6000, 1500]);
  });

  it('survives a reload, as conversations do', async () => {
    const rig = await rigOf(3);
    const talk = leaseFrom(rig, new Set(), { session: TALK });
    rig.settlement.settle(talk, SERVED, standing());
    const other = leaseFrom(rig, new Set([talk.id]));
    rig.settlement.settle(other, refused(429, {}, { retryAfterMs: 60_000 }), standing());
    rig.pool.reload();
    expect(ready(rig)).not.toContain(other.id);
    expect(leaseFrom(rig, new Set(), { session: TALK }).id).toBe(talk.id);
    rig.clock.advance(60_000);
    expect(ready(rig)).toContain(other.id);
  });

  it("of one caller's requests never makes more accounts rest than were asked", async () => {
    const rig = await rigOf(10);
    const { tried, isServed } = await request(rig, () => refused(429, {}, { retryAfterMs: 60_000 }));
    expect([tried.length, isServed]).toEqual([3, false]);
    expect(ready(rig)).toHaveLength(7);
  });

  it('is found out about with as many accounts as it takes: such a retry cannot multiply', async () => {
    const rig = await rigOf(60);
    const answer = (lease: Lease) => (lease.id === 'n59' ? SERVED : refused(429, {}, { retryAfterMs: 60_000 }));
    let served = 0;
    for (let round = 0; round < 30; round += 1) served += Number((await request(rig, answer)).isServed);
    // 59 accounts, three to a request: after twenty requests everybody knows who is left.
    expect(served).toBeGreaterThanOrEqual(10);
    expect(ready(rig)).toEqual(['n59']);
  });
});

describe("one caller's mistake", () => {
  it.each([
    ['a model that nobody has', MISSING, 1],
    ['a file that belongs to nobody here', refused(404, { message: 'Requested entity was not found.' }), 3],
    ['a file that may not be read', refused(403, { message: 'You do not have permission to access the File x.' }), 3],
    ['a scope that nobody has', refused(403, { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }), 3],
    ['a request that cannot be read', refused(400), 1],
  ])('takes nobody out of the pool: %s', async (_name, answer, attempts) => {
    const rig = await rigOf(5);
    for (let round = 0; round < 10; round += 1) {
      const outcome = await request(rig, () => answer);
      if (round === 0) expect(outcome.attempts).toBe(attempts);
      expect(outcome.isServed).toBe(false);
    }
    expect(ready(rig)).toHaveLength(5);
    expect(rig.bus.ofType('account.cooling')).toEqual([]);
  });

  it('takes nobody out also where the model is one that others use', async () => {
    const rig = await rigOf(5);
    await request(rig, () => SERVED);
    for (let round = 0; round < 10; round += 1) await request(rig, () => MISSING);
    expect(ready(rig)).toHaveLength(5);
  });
});

describe('an account that lacks what another has', () => {
  it('is not asked for that model again for a while, once another has served it', async () => {
    const rig = await rigOf(2);
    await request(rig, () => SERVED);
    const answer = ({ id }: Lease) => (id === 'n0' ? MISSING : SERVED);
    const outcomes = [await request(rig, answer), await request(rig, answer)];
    expect(outcomes.every(({ isServed }) => isServed)).toBe(true);
    expect(ready(rig)).toEqual(['n1']);
    expect(ready(rig, 'another-model')).toEqual(['n0', 'n1']);
    rig.clock.advance(600_000);
    expect(ready(rig)).toEqual(['n0', 'n1']);
  });

  it('goes on serving where it lacked a file alone', async () => {
    const rig = await rigOf(2);
    const notMine = refused(403, { message: 'You do not have permission to access the File x.' });
    for (let round = 0; round < 4; round += 1) {
      expect((await request(rig, ({ id }) => (id === 'n0' ? notMine : SERVED))).isServed).toBe(true);
    }
    expect(ready(rig)).toEqual(['n0', 'n1']);
  });
});

describe('a task for the owner of an account', () => {
  it.each([
    ['SERVICE_DISABLED', 'https://console.developers.google.com/apis/api/x/overview', /not enabled/],
    ['BILLING_DISABLED', 'https://console.cloud.google.com/billing', /billing/],
    ['VALIDATION_REQUIRED', 'https://accounts.google.com/signin/continue', /verify/],
    ['TOS_VIOLATION', null, /terms/],
  ])("blocks the account, with Google's link, in its file, and told: %s", async (reason, helpUrl, words) => {
    const rig = await rigOf(2);
    const lease = leaseFrom(rig);
    expect(rig.settlement.settle(lease, refused(403, { reason, helpUrl }), standing())).toBe('next-account');
    await turn();
    expect(rig.stored(lease.id)).toMatchObject({
      blocked: true,
      blocked_at: START,
      blocked_reason: expect.stringMatching(words) as string,
      blocked_url: helpUrl,
    });
    expect(rig.stored(lease.id)).not.toHaveProperty('disabled');
    expect(rig.bus.ofType('account.blocked')).toMatchObject([{ account_id: lease.id, url: helpUrl }]);
    expect(ready(rig)).toEqual(ids(2).filter((id) => id !== lease.id));
    // Said twice, told once: a request that was under way is refused as well.
    rig.settlement.settle({ ...lease }, refused(403, { reason }), standing());
    expect(rig.bus.ofType('account.blocked')).toHaveLength(1);

    rig.registry.change(lease.id, clearBlocked, 'admin');
    expect(ready(rig)).toEqual(['n0', 'n1']);
    expect(rig.bus.ofType('account.unblocked')).toHaveLength(1);
  });
});

describe('failures', () => {
  it('five in a row leave the account alone, told once; it comes back by one request', async () => {
    const rig = await rigOf(4);
    const fails = ({ id }: Lease) => (id === 'n0' ? FAILED : SERVED);
    while (!rig.pool.isEjected('n0')) await request(rig, fails);
    expect(rig.bus.ofType('account.cooling')).toMatchObject([{ account_id: 'n0', seconds: 30 }]);
    expect(ready(rig)).toEqual(['n1', 'n2', 'n3']);
    rig.clock.advance(30_000);
    const leases = Array.from({ length: 40 }, () => leaseFrom(rig));
    expect(leases.filter(({ id }) => id === 'n0')).toMatchObject([{ isProbe: true }]);
    for (const lease of leases) rig.settlement.settle(lease, SERVED, standing());
    expect(ready(rig)).toEqual(ids(4));
    expect(rig.pool.isEjected('n0')).toBe(false);
  });

  it('a single request finds out, whatever becomes of it, and nobody else is sent meanwhile', async () => {
    for (const [result, isBack, isProbedAgain] of [
      [{ kind: 'left' }, false, true],
      [refused(400), false, true],
      [FAILED, false, false],
      [SERVED, true, false],
    ] as const) {
      const rig = await rigOf(2);
      for (let failure = 0; failure < 5; failure += 1) {
        const lease = leaseFrom(rig, new Set(['n1']));
        rig.settlement.settle(lease, FAILED, standing());
      }
      rig.clock.advance(30_000);
      const probe = leaseFrom(rig, new Set(['n1']));
      expect(probe.isProbe).toBe(true);
      expect(rig.pool.choose(ask(new Set(['n1'])))).toBeUndefined();
      rig.settlement.settle(probe, result, standing());
      expect(rig.pool.isEjected('n0')).toBe(!isBack);
      expect(rig.pool.choose(ask(new Set(['n1'])))?.isProbe).toBe(isBack ? false : isProbedAgain ? true : undefined);
    }
  });

  it('never leave the whole pool alone: in a total outage somebody is always tried, at a fifth more at most', async () => {
    const rig = await rigOf(10);
    let attempts = 0;
    for (let round = 0; round < 1000; round += 1) attempts += (await request(rig, () => refused(503))).attempts;
    expect(attempts).toBeGreaterThanOrEqual(1000);
    expect(attempts).toBeLessThanOrEqual(1200);
    expect(ready(rig)).toHaveLength(5);
  });

  it('that came after content count against the account, and spend no retry', async () => {
    const rig = await rigOf(4);
    for (let round = 0; round < 200; round += 1) {
      const lease = leaseFrom(rig);
      expect(rig.settlement.settle(lease, { kind: 'broken' }, standing())).toBe('give-up');
    }
    expect(ready(rig)).toHaveLength(2);
    // The reserve of ten is still there.
    const attempts = [1, 2, 3, 4, 5].map(() => request(rig, () => refused(503)));
    for (const outcome of attempts) expect((await outcome).attempts).toBe(2);
  });
});

describe('requests in flight', () => {
  it('are none when all have ended, however they did', async () => {
    const anAnswer = fc.constantFrom<AttemptResult>(
      SERVED,
      FAILED,
      { kind: 'left' },
      { kind: 'broken' },
      refused(401),
      refused(429, {}, { retryAfterMs: 2000 }),
      refused(403, { reason: 'BILLING_DISABLED' }),
      refused(403),
      MISSING,
      refused(400),
      refused(503),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(anAnswer, { minLength: 3, maxLength: 6 }), fc.constantFrom('ok', 'fails', 'dies')), {
          maxLength: 15,
        }),
        async (requests) => {
          const rig = await rigOf(4);
          await rig.schedule({ mode: 'performance_first', max_concurrent: 2 });
          let refresh = 'ok';
          rig.endpoint.follow((call) => {
            if (refresh === 'dies')
              rig.registry.change(call.refreshToken.slice(3), () => disable('x', START), 'refresh');
            call.answer(refresh === 'ok' ? issued(`at-${rig.endpoint.calls.length}`) : unavailable());
          });
          for (const [answers, refreshing] of requests) {
            refresh = refreshing;
            await request(rig, (_lease, attempt) => answers[attempt - 1] ?? SERVED);
            rig.clock.advance(700);
          }
          rig.clock.advance(3_600_000 / 2);
          await turn();
          for (const account of rig.registry.accounts()) rig.registry.change(account.id, clearBlocked, 'admin');
          // Everybody who is a member can take two at once again: nothing is counted that has ended.
          for (const account of rig.registry.accounts()) {
            if (!rig.pool.isReady(account.id) || rig.pool.isEjected(account.id)) continue;
            const only = new Set(ids(4).filter((id) => id !== account.id));
            expect([rig.pool.choose(ask(only))?.id, rig.pool.choose(ask(only))?.id]).toEqual([account.id, account.id]);
            expect(rig.pool.choose(ask(only))).toBeUndefined();
          }
        },
      ),
      { seed: 20_261_120, numRuns: 150 },
    );
  });
});
