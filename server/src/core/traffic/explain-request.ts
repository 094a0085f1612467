import { stateOf, type Attempt, type RequestRecord } from './request-record.js';

/** What a person calls an account; falls back to its id. */
export type NameOf = (accountId: string) => string;

/**
 * Tells the story of a request in sentences: who was passed over and why, each attempt with its timing and outcome, and
 * the end.
 */
export function explainRequest(record: RequestRecord, nameOf: NameOf): readonly string[] {
  return [
    ...modelStory(record),
    ...record.passedOver.map(({ accountId, reason }) => `${nameOf(accountId)} was passed over: ${reason}.`),
    ...moreStory(record.passedOverCount - record.passedOver.length),
    ...record.attempts.map((attempt, index) => attemptStory(attempt, index + 1, nameOf)),
    ...(record.attempts.length === 0 ? ['No account was tried.'] : []),
    ...(record.droppedFields.length === 0
      ? []
      : [`Left out of the upstream request: ${record.droppedFields.join(', ')}.`]),
    endStory(record),
  ];
}

function modelStory({ modelAsked, modelUsed }: RequestRecord): readonly string[] {
  if (modelAsked === null || modelUsed === null || modelAsked === modelUsed) return [];
  return [`The model ${modelAsked} was asked for, ${modelUsed} was used.`];
}

const moreStory = (more: number): readonly string[] =>
  more > 0 ? [`${more} more ${more === 1 ? 'account was' : 'accounts were'} passed over.`] : [];

function attemptStory(attempt: Attempt, number: number, nameOf: NameOf): string {
  const { accountId, choice, firstByteMs, outcome, status, reason } = attempt;
  const took = milliseconds(attempt.endedAtMs - attempt.startedAtMs);
  const facts = [
    ...(status === null ? [] : [`status ${status}`]),
    ...(firstByteMs === null ? [] : [`first byte after ${milliseconds(firstByteMs)}`]),
    ...(reason === null ? [] : [reason]),
  ];
  const chosen = choice === null ? '' : ` (chosen by ${choice})`;
  return `Attempt ${number} with ${nameOf(accountId)}${chosen} ${ENDS[outcome]} after ${took}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}.`;
}

const ENDS = {
  served: 'served the request',
  refused: 'was refused by the upstream',
  failed: 'failed',
  left: 'was ended because the caller left',
} as const satisfies Record<Attempt['outcome'], string>;

function endStory(record: RequestRecord): string {
  const took = milliseconds(record.durationMs);
  const state = stateOf(record);
  if (state === 'left') return `The caller left after ${took}.`;
  const told = `The caller was answered ${record.status} after ${took}`;
  return record.error === null ? `${told}.` : `${told}, with the error ${record.error}.`;
}

const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
