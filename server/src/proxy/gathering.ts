import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import type { AnswerHeaders, Caller } from './caller.js';
import type { Ask, Ending, Plan } from './exchange.js';
import { WholeAnswer } from './translated.js';

/** A caller's request that needs any number of upstream answers before its own can be given. */
export interface Gathering {
  readonly asks: readonly Ask[];
  readonly headers?: AnswerHeaders;
  /**
   * Makes the caller's answer from the upstream's, which come in the order of `asks`.
   *
   * @throws UpstreamAnswerError when they hold none
   */
  answer(bodies: readonly unknown[]): unknown;
}

/** One caller's request keeps at most this many upstream requests going. */
const AT_ONCE = 4;

/** Makes all requests of a gathering, each wherever there is an account, and answers; the first that fails ends it. */
export async function gather(
  gathering: Gathering,
  caller: Caller,
  exchange: (plan: Plan, leaving: AbortSignal) => Promise<Ending>,
  leaving: AbortSignal,
): Promise<Ending> {
  const bodies: unknown[] = [];
  const failing = new AbortController();
  const wanted = AbortSignal.any([leaving, failing.signal]);
  const waiting = gathering.asks.entries();
  let failure: Ending | undefined;
  const work = async (): Promise<void> => {
    for (const [index, ask] of waiting) {
      const plan: Plan = {
        ...ask,
        request: (lease) => ask.request(lease),
        delivery: () => new WholeAnswer(caller, (body) => void (bodies[index] = body)),
      };
      const ending = await exchange(plan, wanted);
      if (wanted.aborted) return;
      if (ending.kind !== 'over') {
        failure = ending;
        failing.abort();
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, gathering.asks.length) }, work));
  if (failure) return failure;
  if (!leaving.aborted) return answer(gathering, bodies, caller);
  return { kind: 'over' };
}

function answer(gathering: Gathering, bodies: readonly unknown[], caller: Caller): Ending {
  try {
    caller.json(gathering.answer(bodies), gathering.headers);
    return { kind: 'over' };
  } catch (error) {
    if (error instanceof UpstreamAnswerError) return { kind: 'problem', problem: error.problem };
    throw error;
  }
}
