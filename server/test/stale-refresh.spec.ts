import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectMemoryLikeDisk, expectNewGrantUnharmed, interleaved, story } from './stale-refresh-property.js';
import { tokenOf } from './stale-refresh-story.js';

const ID = 'a';

describe('a stale refresh against a re-add', () => {
  it('never disables the new grant and never loses it, in 1,000 interleavings', async () => {
    let races = 0;
    await interleaved(story({}), 1000, (ending, told) => {
      expectNewGrantUnharmed(ending, told);
      races += Number(ending.wasRefreshingAtReadd);
    });
    // Or the thousand would prove nothing: in so many the old refresh was under way when the new grant was acknowledged.
    expect(races).toBeGreaterThan(200);
  }, 20_000);

  it('keeps what a person wrote into the file after the re-add had been written', () =>
    interleaved(story({ handEdit: fc.constant('refresh token') }), 300, ({ rig, isHandLast }) => {
      if (isHandLast) expect(tokenOf(rig)).toBe('rt-hand');
      else expect(tokenOf(rig)).toBe('rt-new');
    }));

  it('serves with the new grant as soon as the re-add is acknowledged, however long the old refresh hangs', () =>
    interleaved(story({ isPaused: fc.constant(false), handEdit: fc.constant('none') }), 300, ({ servedAtReadd }) => {
      expect(servedAtReadd).toMatch(/^at-(new|of-rt-new)$/);
    }));
});

describe('a refusal of the refresh token that is still the stored one', () => {
  it('disables once, in memory and on disk, and a second refusal changes nothing', () =>
    interleaved(
      story({
        oldAnswer: fc.constant('refused'),
        isReadded: fc.constant(false),
        handEdit: fc.constantFrom('none', 'other field'),
      }),
      300,
      (ending, told) => {
        const { rig, deadLeases } = ending;
        expect(deadLeases).toEqual([]);
        expect(rig.registry.get(ID)?.disabled?.reason).toMatch(/^invalid_grant: /);
        expectMemoryLikeDisk(ending);
        expect(rig.pool.isMember(ID)).toBe(false);
        expect(rig.bus.ofType('account.disabled')).toHaveLength(1);
        expect(rig.endpoint.calls).toHaveLength(1);
        if (told.handEdit !== 'none') expect(rig.stored(ID)?.['edited_by']).toBe('hand');
      },
    ));
});

describe('an account that is deleted during its refresh', () => {
  it('does not come back, whatever the answer is', () =>
    interleaved(
      story({ isDeleted: fc.constant(true), isReadded: fc.constant(false), handEdit: fc.constant('none') }),
      300,
      ({ rig, deadLeases }) => {
        expect(deadLeases).toEqual([]);
        expect(rig.stored(ID)).toBeUndefined();
        expect(rig.registry.size).toBe(0);
        expect(rig.pool.size).toBe(0);
        expect(rig.unsaved.count).toBe(0);
        expect(rig.bus.ofType('account.removed')).toHaveLength(1);
      },
    ));
});
