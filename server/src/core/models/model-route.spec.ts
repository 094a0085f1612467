import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliases, routeModel, type MappingRule } from './model-route.js';
import { matchWildcard } from './wildcard.js';

const RULES: readonly MappingRule[] = [
  { from: 'gpt-4o*', to: 'gemini-2.5-pro' },
  { from: 'gpt-4o-mini', to: 'gemini-2.5-flash-lite' },
  { from: 'gpt-*', to: 'gemini-2.5-flash' },
  { from: 'claude-haiku-*', to: 'gemini-2.5-flash', upstream: 'vertex' },
  { from: 'google/*', to: '*' },
  { from: 'opus', to: 'claude-opus-4-5' },
];

describe('routeModel', () => {
  it.each([
    ['gpt-4o-mini', 'gemini-2.5-flash-lite', 'gemini', undefined],
    ['gpt-4o-2024-11-20', 'gemini-2.5-pro', 'gemini', undefined],
    ['gpt-5', 'gemini-2.5-flash', 'gemini', undefined],
    ['claude-haiku-4-5', 'gemini-2.5-flash', 'gemini', 'vertex'],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5@20250929', 'claude', undefined],
    ['opus', 'claude-opus-4-5', 'claude', undefined],
    ['google/gemini-2.5-pro', 'gemini-2.5-pro', 'gemini', undefined],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro', 'gemini', undefined],
    ['GPT-5', 'GPT-5', 'gemini', undefined],
  ])('sends %s to %s (%s, %s)', (asked, model, family, upstream) => {
    expect(routeModel(asked, RULES)).toEqual({ model, family, upstream });
  });

  it('never maps a target again', () => {
    const rules = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect(routeModel('a', rules).model).toBe('b');
    expect(routeModel('b', rules).model).toBe('a');
  });

  it('takes the more specific wildcard, and of equals the first', () => {
    const rules = [
      { from: '*', to: 'any' },
      { from: 'a*', to: 'first' },
      { from: '*a', to: 'second' },
    ];
    expect(routeModel('aa', rules).model).toBe('first');
    expect(routeModel('zz', rules).model).toBe('any');
  });

  it('lists exact names as aliases, once', () => {
    expect(aliases([{ from: 'mine', to: 'x' }], [...RULES, { from: 'opus', to: 'x' }])).toEqual([
      'mine',
      'gpt-4o-mini',
      'opus',
    ]);
  });

  it('lets any rule of the first table go before the best of the second', () => {
    const own = [
      { from: 'gpt-*', to: 'mine' },
      { from: 'exact', to: 'mine-exactly', upstream: 'vertex' as const },
    ];
    expect(routeModel('gpt-4o-mini', own, RULES).model).toBe('mine');
    expect(routeModel('exact', own, RULES)).toMatchObject({ model: 'mine-exactly', upstream: 'vertex' });
    expect(routeModel('opus', own, RULES).model).toBe('claude-opus-4-5');
    expect(routeModel('nobody', own, RULES).model).toBe('nobody');
  });
});

describe('matchWildcard', () => {
  it.each([
    ['a*c', 'abc', 'b'],
    ['a*c', 'ac', ''],
    ['a*a', 'a', undefined],
    ['*', '', ''],
    ['a*b*c', 'axbyc', 'x'],
    ['a*b*c', 'acb', undefined],
    ['a.c', 'abc', undefined],
    ['(a+)+$*', 'aaaa', undefined],
    ['**', 'ab', ''],
    ['a', 'a', ''],
  ])('%s on %s is %s', (pattern, name, found) => {
    expect(matchWildcard(pattern, name)).toBe(found);
  });

  it('agrees with a regular expression that says the same', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '+'), maxLength: 8 });
    const pattern = fc.array(text, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('*'));
    fc.assert(
      fc.property(pattern, text, (wild, name) => {
        const meant = new RegExp(`^${wild.replace(/[.+]/g, '\\$&').replaceAll('*', '.*')}$`);
        expect(matchWildcard(wild, name) !== undefined).toBe(meant.test(name));
      }),
    );
  });

  it('stays fast on patterns made to be slow', () => {
    const started = performance.now();
    matchWildcard(`${'*a'.repeat(100)}*b`, 'a'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
