import { describe, expect, it } from 'vitest';

import type { PaletteEntry } from './entry.js';
import { findMatches, scoreOf } from './match.js';

const entry = (label: string, difference: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id: label,
  group: 'accounts',
  label,
  icon: '',
  run: () => undefined,
  ...difference,
});
const found = (entries: readonly PaletteEntry[], query: string, limit = 50) =>
  findMatches(entries, query, limit).entries.map(({ label }) => label);

describe('what fits a query', () => {
  it.each([
    ['Pause ada@example.com', 'pause ada', true],
    ['Pause ada@example.com', 'ada pau', true],
    ['Pause ada@example.com', 'psada', true],
    ['Pause ada@example.com', 'pause bob', false],
    ['Réglages', 'reglages', true],
    ['설정', '서', true],
    ['重新授权 ada@example.com', '授权', true],
    ['Accounts', 'stnuocca', false],
  ])('%j for %j: %j', (text, query, fits) => {
    expect(scoreOf(text, query) > 0).toBe(fits);
  });

  it('puts the start of a word before its middle, and that before scattered letters', () => {
    const labels = ['Escape routes', 'My cap', 'Recap'];
    expect(
      found(
        labels.map((label) => entry(label)),
        'cap',
      ),
    ).toEqual(['My cap', 'Escape routes', 'Recap']);
    expect(found([entry('c a p'), entry('recap')], 'cap')).toEqual(['recap', 'c a p']);
  });

  it('keeps groups together, the one with the best first', () => {
    const entries = [
      entry('Xkeys', { group: 'accounts' }),
      entry('Keys', { group: 'pages' }),
      entry('Xxkeys', { group: 'accounts' }),
      entry('Akeys', { group: 'pages' }),
    ];
    expect(found(entries, 'keys')).toEqual(['Keys', 'Akeys', 'Xkeys', 'Xxkeys']);
  });

  it('finds by words that are not shown', () => {
    expect(found([entry('Open ada@example.com', { keywords: 'the boss' })], 'boss')).toHaveLength(1);
  });

  it('suggests what was chosen for it while nothing is typed', () => {
    const entries = [entry('Overview', { group: 'pages', isSuggested: true }), entry('Pause ada')];
    expect(found(entries, ' ')).toEqual(['Overview']);
  });

  it('shows no more than a page of five thousand, says how many more, and takes no time for it', () => {
    const entries = Array.from({ length: 5000 }, (_, index) => entry(`Pause account-${index}@example.com`));
    const startedAt = performance.now();
    const { entries: shown, more } = findMatches(entries, 'pause account', 50);
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(shown).toHaveLength(50);
    expect(more).toBe(4950);
    expect(found(entries, 'pause account-4321')).toContain('Pause account-4321@example.com');
  });
});
