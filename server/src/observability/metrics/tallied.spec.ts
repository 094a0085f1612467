import { Counter, Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { familyOf } from './model-family.js';
import { TalliedCounter } from './tallied-counter.js';
import { TalliedHistogram } from './tallied-histogram.js';

const VALUES = [0.01, 0.05, 0.0500001, 0.2, 3, 7, 100];
const FACTS = { name: 'some_seconds', help: 'Some.', buckets: [0.05, 0.1, 0.5, 5, 10] };

/** The lines of a text, for what order they come in means nothing. */
const linesOf = async (registry: Registry): Promise<readonly string[]> => (await registry.metrics()).split('\n').sort();

describe('cheap metrics', () => {
  it('write a histogram as prom-client would have', async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    const tallied = new TalliedHistogram({ ...FACTS, labelName: 'wire' }, ours);
    const real = new Histogram({ ...FACTS, labelNames: ['wire'], registers: [theirs] });
    for (const value of VALUES) {
      tallied.add('gemini', value);
      real.observe({ wire: 'gemini' }, value);
    }
    tallied.add('openai', 1);
    real.observe({ wire: 'openai' }, 1);
    expect(await linesOf(ours)).toEqual(await linesOf(theirs));
  });

  it('write a counter as prom-client would have, however often they are asked', async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    const facts = { name: 'some_total', help: 'Some.', labelNames: ['kind'] as const };
    const tallied = new TalliedCounter(facts, ours);
    const real = new Counter({ ...facts, registers: [theirs] });
    for (const kind of ['a', 'b', 'a']) {
      tallied.add(kind, 2, () => ({ kind }));
      real.inc({ kind }, 2);
      expect(await linesOf(ours)).toEqual(await linesOf(theirs));
    }
  });

  it.each([
    ['gemini-2.5-flash-lite-preview', 'gemini-flash-lite'],
    ['gemini-2.5-flash', 'gemini-flash'],
    ['gemini-3-pro-preview', 'gemini-pro'],
    ['gemini-embedding-001', 'gemini-embedding'],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet'],
    ['claude-3-5-haiku', 'claude-haiku'],
    ['gemma-3-27b-it', 'gemma'],
    ['gemini', 'other'],
    ['whatever-a-caller-writes', 'other'],
    [null, 'none'],
  ])('count the model %s as %s', (model, family) => {
    expect(familyOf(model)).toBe(family);
  });
});
