import fc from 'fast-check';
import { expect } from 'vitest';
import { live, tokenOf, type Ending, type OldAnswer, type Story } from './stale-refresh-story.js';

const SEED = 20_261_120;
const ID = 'a';

const oldAnswer = fc.constantFrom<OldAnswer>('refused', 'succeeded', 'rotated', 'unavailable');
/** Stories of a re-add during a refresh, all but what is fixed left to chance. */
export const story = (fixed: Partial<Record<keyof Story, fc.Arbitrary<unknown>>>): fc.Arbitrary<Story> =>
  fc.record({
    oldAnswer,
    isFresh: fc.boolean(),
    isReadded: fc.constant(true),
    handEdit: fc.constantFrom('none', 'other field', 'refresh token'),
    isPaused: fc.boolean(),
    isDeleted: fc.constant(false),
    ...fixed,
  }) as fc.Arbitrary<Story>;

/** Checks the endings of so many stories, each in an order of its own. The same seed makes the same ones. */
export const interleaved = (stories: fc.Arbitrary<Story>, runs: number, check: (ending: Ending, told: Story) => void) =>
  fc.assert(
    fc.asyncProperty(stories, fc.scheduler(), async (told, scheduler) => {
      check(await live(told, scheduler), told);
    }),
    { seed: SEED, numRuns: runs },
  );

/** What is in memory is what is on disk, and nothing waits to be written. */
export function expectMemoryLikeDisk({ rig }: Ending): void {
  const account = rig.registry.get(ID);
  const stored = rig.stored(ID) as { disabled?: boolean; proxy_disabled?: boolean; token: Record<string, unknown> };
  expect(rig.registry.hasUnsaved(ID)).toBe(false);
  expect(account?.grant.refreshToken).toBe(stored.token['refresh_token']);
  expect(account?.grant.accessToken).toBe(stored.token['access_token']);
  expect(account?.disabled !== null).toBe(stored.disabled === true);
  expect(account?.proxyDisabled !== null).toBe(stored.proxy_disabled === true);
}

/** The new grant lives, in memory and on disk, and nothing else was lost on the way. */
export function expectNewGrantUnharmed(ending: Ending, told: Story): void {
  const { rig, isReaddAcknowledged, deadLeases } = ending;
  const account = rig.registry.get(ID);
  expect(isReaddAcknowledged).toBe(true);
  expect(deadLeases).toEqual([]);
  expect(account?.disabled).toBeNull();
  expect(['rt-new', ...(told.handEdit === 'refresh token' ? ['rt-hand'] : [])]).toContain(tokenOf(rig));
  expectMemoryLikeDisk(ending);
  expect(rig.pool.isMember(ID)).toBe(!told.isPaused);
  expect(rig.bus.ofType('account.disabled').length).toBeLessThanOrEqual(1);
  expect(rig.bus.ofType('account.reenabled')).toHaveLength(rig.bus.ofType('account.disabled').length);
  if (told.handEdit !== 'none') expect(rig.stored(ID)?.['edited_by']).toBe('hand');
  if (told.isPaused) expect(account?.proxyDisabled?.reason).toBe('holiday');
}
