/** Something by its id, and what a person calls it. */
export interface Named {
  readonly id: string;
  readonly label: string;
}

/** What accounts and caller keys are called. Requests know them by id; some of those are gone by now. */
export interface TrafficNames {
  readonly accounts: readonly Named[];
  readonly keys: readonly Named[];
}

/** Looks labels up by id. */
export function labelsOf(named: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(named.map(({ id, label }) => [id, label]));
}
