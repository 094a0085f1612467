import { describe, expect, it } from 'vitest';

import { eventTypeSchema } from '../../../server/contract/events.js';
import { accountCauseSchema, accountStatusSchema, confidenceSchema } from '../../../server/contract/http/accounts.js';
import { clientVerdictSchema } from '../../../server/contract/http/client-check.js';
import { importFaultSchema } from '../../../server/contract/http/import.js';
import { skipStateSchema, standingSchema } from '../../../server/contract/http/pool.js';
import { quotaKindSchema } from '../../../server/contract/http/quota.js';
import { PROBLEM_STATUS } from '../../../server/contract/problem.js';
import type { Messages } from './en/index.js';
import { LANGUAGES } from './languages.js';

/** Of a cause that nobody knows, nothing is said; of what is certain, no more than what it is. */
const SILENT: ReadonlySet<string> = new Set(['unknown', 'certain']);

type Words = Readonly<Record<string, unknown>>;

/** Everything that the server names by a word of a closed list, and where the words for a reader are. */
const LISTS: readonly (readonly [string, readonly string[], (t: Messages) => Words])[] = [
  ['status of an account', accountStatusSchema.options, (t) => t.accounts.status],
  ['cause', accountCauseSchema.options, (t) => t.accounts.cause],
  ['confidence', confidenceSchema.options, (t) => t.accounts.confidence],
  ['reason to leave out of the pool', skipStateSchema.options, (t) => t.overview.skipReason],
  ['reason to pass over', skipStateSchema.options, (t) => t.requests.detail.state],
  ['standing', standingSchema.shape.state.options, (t) => t.standing.state],
  ['event', eventTypeSchema.options, (t) => t.feed.sentence],
  ['quota', quotaKindSchema.options, (t) => t.quotas.kind],
  ['fault of an import', importFaultSchema.options, (t) => t.importing.faults],
  ['verdict on a client', clientVerdictSchema.options, (t) => t.settings.clients.verdict],
];

describe.each(LANGUAGES.map(({ code, load }) => [code, load] as const))('%s', async (_code, load) => {
  const t: Messages = await load();

  it.each(Object.keys(PROBLEM_STATUS))('says what %s is, and what to do about it', (code) => {
    const words: Readonly<Record<string, { detail: string; hint: string } | undefined>> = t.problems;
    expect(words[code]?.detail).toMatch(/[.。]$/);
    expect(words[code]?.hint).toMatch(/[.。]$/);
  });

  it.each(LISTS)('has words for every %s of the contract, and for no other', (_name, names, wordsIn) => {
    const words = wordsIn(t);
    expect(Object.keys(words).sort()).toEqual([...names].sort());
    const missing = names.filter((name) => words[name] === '' && !SILENT.has(name));
    expect(missing).toEqual([]);
  });

  it('has no words for refusals that are gone', () => {
    expect(Object.keys(t.problems).sort()).toEqual(Object.keys(PROBLEM_STATUS).sort());
  });
});
