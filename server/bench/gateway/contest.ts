import type { Gateway } from './gateways.js';
import type { Load, Outcome } from './load.js';
import type { Worker } from './worker.js';

/** One kind of request, wherever it is sent. */
export type Task = Omit<Load, 'port'>;

/** What one round with one gateway showed. */
export interface Round extends Outcome {
  readonly perSecond: number;
  /** Microseconds of the gateway's CPU for each request. */
  readonly cpuUs: number;
}

/** The rounds of each gateway, in the order of the gateways. */
export type Rounds = readonly (readonly Round[])[];

const WARM_UP_MS = 2_500;

/**
 * Lets gateways do the same in turns, so that whatever else the machine does meets all of them alike.
 *
 * @param rounds  of `task.ms` each, after one that does not count; where the machine let somebody have nothing, neither does that
 */
export async function contest(load: Worker, gateways: readonly Gateway[], task: Task, rounds: number): Promise<Rounds> {
  const kept: (readonly Round[])[] = [];
  for (const gateway of gateways) await round(load, gateway, { ...task, ms: WARM_UP_MS });
  for (let turn = 0; turn < rounds; turn += 1) {
    const told: Round[] = [];
    for (const gateway of gateways) told.push(await round(load, gateway, task));
    if (told.every(({ answers }) => answers > 0)) kept.push(told);
  }
  if (kept.length === 0) throw new Error(`nothing can be measured at ${task.path}: this machine is too busy`);
  return gateways.map((_gateway, index) => kept.flatMap((told) => told[index] ?? []));
}

export async function round(load: Worker, gateway: Gateway, task: Task): Promise<Round> {
  const before = await gateway.cpu();
  const outcome = await load.ask<Outcome>('run', { ...task, port: gateway.port } satisfies Load);
  const cpu = (await gateway.cpu()) - before;
  if (outcome.failures > 0) throw new Error(`${gateway.name} failed at ${task.path} ${outcome.failures} times`);
  return { ...outcome, perSecond: outcome.answers / outcome.seconds, cpuUs: cpu / outcome.answers };
}

/** The median of what was measured, and the median of what one round was to the round of the limit beside it. */
export function compare(
  [limit, ours]: readonly [readonly Round[], readonly Round[]],
  measure: (round: Round) => number,
): { readonly limit: number; readonly regrant: number; readonly ratio: number } {
  return {
    limit: median(limit.map(measure)),
    regrant: median(ours.map(measure)),
    ratio: median(ours.map((round, index) => measure(round) / measure(limit[index] ?? round))),
  };
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
