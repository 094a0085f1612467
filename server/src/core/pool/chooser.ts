import type { ReadySet } from './ready-set.js';
import type { Sessions } from './sessions.js';

/** How an account is chosen. @see design.md §5 */
export type SchedulingMode = 'cache_first' | 'balance' | 'performance_first';

/** The settings that a choice follows. */
export interface ChoiceRules {
  readonly mode: SchedulingMode;
  /** Goes before everything, as long as it can serve. */
  readonly fixedAccount: string | null;
  /** `cache_first`: how long a session waits for its own account, milliseconds. */
  readonly maxWaitMs: number;
}

/** What a request brings to the choice. */
export interface ChoiceRequest {
  readonly model: string;
  /** The conversation it belongs to; null when it tells of none. */
  readonly session: number | null;
  /** Accounts this request has tried already. */
  readonly excluded: ReadonlySet<string>;
}

/** Who serves, and why this one. */
export type Choice =
  | { readonly kind: 'account'; readonly id: string; readonly why: 'fixed' | 'session' | 'turn' | 'load' }
  /** The session's account will be back soon enough to be worth waiting for. `untilMs` is monotonic. */
  | { readonly kind: 'wait'; readonly id: string; readonly untilMs: number }
  | { readonly kind: 'none' };

/** What the choice looks things up in. */
export interface ChoiceState {
  readonly ready: ReadySet;
  readonly sessions: Sessions;
  /** Requests in flight on an account. */
  inFlight(id: string): number;
  /** Until when an account cools for a model, monotonic milliseconds; undefined when it does not. */
  coolsUntilMs(id: string, model: string): number | undefined;
}

const NONE: Choice = { kind: 'none' };

/**
 * Chooses the account of a request. Decides on what is given alone; the cost does not grow with the pool.
 *
 * @param nowMs  monotonic
 * @param chance  0 to 1, two of them: `performance_first` compares two accounts
 */
export function chooseAccount(
  request: ChoiceRequest,
  rules: ChoiceRules,
  state: ChoiceState,
  nowMs: number,
  chance: () => number,
): Choice {
  const { fixedAccount } = rules;
  if (fixedAccount !== null && canServe(fixedAccount, request, state))
    return { kind: 'account', id: fixedAccount, why: 'fixed' };
  if (rules.mode === 'performance_first') return lighterOfTwo(request, state, chance);
  const { session } = request;
  if (session === null) return inTurn(request, state);
  return stayOrMove({ ...request, session }, rules, state, nowMs);
}

function stayOrMove(
  request: ChoiceRequest & { readonly session: number },
  rules: ChoiceRules,
  state: ChoiceState,
  nowMs: number,
): Choice {
  const held = state.sessions.find(request.session, nowMs);
  if (held !== undefined && canServe(held, request, state)) {
    state.sessions.stay(request.session, held, nowMs);
    return { kind: 'account', id: held, why: 'session' };
  }
  if (held !== undefined && rules.mode === 'cache_first' && !request.excluded.has(held)) {
    const untilMs = state.coolsUntilMs(held, request.model);
    if (untilMs !== undefined && untilMs - nowMs <= rules.maxWaitMs) return { kind: 'wait', id: held, untilMs };
  }
  const choice = inTurn(request, state);
  if (choice.kind === 'account') state.sessions.stay(request.session, choice.id, nowMs);
  return choice;
}

function inTurn({ model, excluded }: ChoiceRequest, { ready }: ChoiceState): Choice {
  const id = ready.next(model, excluded);
  return id === undefined ? NONE : { kind: 'account', id, why: 'turn' };
}

/** The better of two by requests in flight: nearly as even as looking at all, at the price of two looks. */
function lighterOfTwo(request: ChoiceRequest, state: ChoiceState, chance: () => number): Choice {
  const one = state.ready.any(request.model, chance());
  const pair = [one, state.ready.any(request.model, chance(), one)];
  const [first, second] = pair.filter((id): id is string => id !== undefined && !request.excluded.has(id));
  if (first === undefined) return inTurn(request, state);
  const isSecondLighter = second !== undefined && state.inFlight(second) < state.inFlight(first);
  return { kind: 'account', id: isSecondLighter ? second : first, why: 'load' };
}

const canServe = (id: string, { model, excluded }: ChoiceRequest, { ready }: ChoiceState): boolean =>
  !excluded.has(id) && ready.serves(id, model);
