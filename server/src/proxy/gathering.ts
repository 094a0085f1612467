import type { DroppedFields } from '../protocols/neutral/dropped-fields.js';
import { UpstreamAnswerError } from '../protocols/neutral/upstream-answer-error.js';
import type { AnswerHeaders, Caller } from './caller.js';
import type { Ask, Ending, Plan } from './exchange.js';
import { Leaving } from './leaving.js';
import { WholeAnswer } from './translated.js';

/** A caller's request that needs any number of upstream answers before its own can be given. */
export interface Gathering {
  readonly asks: readonly Ask[];
  readonly headers?: AnswerHeaders;
  /** What the translation left out. */
  readonly dropped?: DroppedFields;
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
  exchange: (plan: Plan, leaving: Leaving) => Promise<Ending>,
  leaving: Leaving,
): Promise<Ending> {
  const bodies: unknown[] = [];
  /** The caller has left, or one of the others has failed. */
  const wanted = new Leaving();
  leaving.on(() => wanted.leave());
  const waiting = gathering.asks.entries();
  let failure: Ending | undefined;
  const work = async (): Promise<void> => {
    for (const [index, ask] of waiting) {
      const plan: Plan = {
        ...ask,
        request: (lease) => ask.request(lease),
        delivery: () =>
          new WholeAnswer(caller, (body) => {
            bodies[index] = body;
            return undefined;
          }),
      };
      const ending = await exchange(plan, wanted);
      if (wanted.hasLeft) return;
      if (ending.kind !== 'over') {
        failure = ending;
        wanted.leave();
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, gathering.asks.length) }, work));
  if (failure) return failure;
  if (!leaving.hasLeft) return answer(gathering, bodies, caller);
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
