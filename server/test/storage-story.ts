import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { applyEdits, type FieldEdit, type JsonObject } from '../src/core/accounts/document.js';
import { StorageError } from '../src/core/errors/storage-error.js';
import type { AccountStore, StoredAccount } from '../src/core/ports/account-store.js';

type Step =
  | { readonly kind: 'create'; readonly who: string; readonly document: JsonObject }
  | { readonly kind: 'patch'; readonly who: string; readonly edits: readonly FieldEdit[] }
  | { readonly kind: 'remove'; readonly who: string };

export type Story = readonly Step[];

/** How far a story came. */
export interface Played {
  /** So many steps were acknowledged by the store, from the first on. */
  readonly acknowledged: number;
  /** The system's name of the failure that ended the story; undefined when it was played to its end. */
  readonly failure: string | undefined;
}

/** What happens to grants in a day: enrolled, refreshed, rotated, found dead, given again, removed. */
export const oneDay = (day: number): Story => {
  const [ada, bob, cyd] = [`ada-${day}`, `bob-${day}`, `cyd-${day}`];
  return [
    { kind: 'create', who: ada, document: account(ada) },
    { kind: 'create', who: bob, document: account(bob) },
    patch(ada, { path: ['token', 'access_token'], value: 'at-2' }, { path: ['last_used'], value: 1700000100 }),
    patch(bob, { path: ['token', 'refresh_token'], value: 'rt-2' }),
    patch(ada, { path: ['disabled'], value: true }, { path: ['disabled_at'], value: 1700000200 }),
    { kind: 'create', who: cyd, document: account(cyd) },
    patch(ada, { path: ['disabled'], value: undefined }, { path: ['token', 'refresh_token'], value: 'rt-2' }),
    { kind: 'remove', who: bob },
    patch(cyd, { path: ['custom_label'], value: 'mine' }),
    patch(cyd, { path: ['custom_label'], value: 'mine' }),
  ];
};

/** Plays a story until its end or the first failure. */
export async function play(
  store: AccountStore,
  story: Story,
  onAcknowledged: (steps: number) => void = () => undefined,
): Promise<Played> {
  const ids = new Map<string, string>();
  let acknowledged = 0;
  for (const step of story) {
    try {
      await take(store, step, ids);
    } catch (error) {
      return { acknowledged, failure: failureOf(error) };
    }
    acknowledged += 1;
    onAcknowledged(acknowledged);
  }
  return { acknowledged, failure: undefined };
}

/**
 * Checks what a later start finds: every acknowledged step holds, the one that was cut off happened or did not, nothing
 * is damaged, and nothing is there that nobody asked for.
 */
export function assertHolds(accounts: readonly StoredAccount[], story: Story, acknowledged: number): void {
  const promised = outcomeOf(story.slice(0, acknowledged));
  const perhaps = outcomeOf(story.slice(0, acknowledged + 1));
  const found = new Map(accounts.map((stored) => [whoIs(stored), withoutId(stored)]));
  for (const who of new Set([...promised.keys(), ...perhaps.keys(), ...found.keys()])) {
    if (isDeepStrictEqual(found.get(who), perhaps.get(who))) continue;
    assert.deepEqual(found.get(who), promised.get(who), `${who} after ${acknowledged} acknowledged steps`);
  }
}

async function take(store: AccountStore, step: Step, ids: Map<string, string>): Promise<void> {
  const id = ids.get(step.who) ?? 'nobody';
  switch (step.kind) {
    case 'create':
      ids.set(step.who, (await store.create(step.document)).id);
      return;
    case 'patch':
      assert.match((await store.patch(id, step.edits)).kind, /written|unchanged/);
      return;
    case 'remove':
      assert.ok(await store.remove(id), 'an account that was created is missing');
  }
}

/** The accounts after these steps, by person. */
function outcomeOf(steps: Story): ReadonlyMap<string, JsonObject> {
  const accounts = new Map<string, JsonObject>();
  for (const step of steps) {
    if (step.kind === 'remove') accounts.delete(step.who);
    else if (step.kind === 'create') accounts.set(step.who, step.document);
    else accounts.set(step.who, applyEdits(accounts.get(step.who) ?? {}, step.edits));
  }
  return accounts;
}

function whoIs(stored: StoredAccount): string {
  const email = readable(stored)['email'];
  assert.ok(typeof email === 'string');
  return email.replace('@example.com', '');
}

function withoutId(stored: StoredAccount): JsonObject {
  const { id: _id, ...document } = readable(stored);
  return document;
}

function readable(stored: StoredAccount): JsonObject {
  if (stored.kind === 'unreadable') throw new assert.AssertionError({ message: `${stored.id} ${stored.reason}` });
  return stored.document;
}

function failureOf(error: unknown): string {
  if (error instanceof StorageError) return String(error.details['errno']);
  return error instanceof Error ? error.message : 'unknown';
}

function account(who: string): JsonObject {
  return {
    email: `${who}@example.com`,
    token: { access_token: 'at-1', refresh_token: 'rt-1', expiry_timestamp: 1700003599 },
    theirs: 'x'.repeat(200),
  };
}

function patch(who: string, ...edits: FieldEdit[]): Step {
  return { kind: 'patch', who, edits };
}
