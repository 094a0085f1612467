import type { LiveEvent } from '../../../../server/contract/events.js';
import type { sendThroughGateway } from '../../http/gateway-request.js';
import type { DrillApi } from './sandbox.api.js';

/** The steps of the drill, in their order; each has its words in `messages.sandbox.drill.steps`. */
export const DRILL_STEPS = ['revoke', 'disabled', 'event', 'serves', 'regrant', 'reenabled', 'back'] as const;
export type DrillStep = (typeof DRILL_STEPS)[number];

/** One step that is over. */
export interface DrillReport {
  readonly step: DrillStep;
  readonly milliseconds: number;
  /** Who, or what, it was about. */
  readonly about: string;
}

/** A step that did not go as it must. */
export class DrillFailedError extends Error {
  override readonly name = 'DrillFailedError';

  constructor(
    readonly step: DrillStep,
    message: string,
  ) {
    super(message);
  }
}

/** What the drill needs; all of it can be replaced. */
export interface DrillParts {
  readonly api: DrillApi;
  readonly send: typeof sendThroughGateway;
  /** Resolves with the next event of a type about an account. */
  readonly nextEvent: (type: LiveEvent['type'], accountId: string) => Promise<LiveEvent>;
  readonly nowMs: () => number;
  readonly onStep: (report: DrillReport) => void;
  readonly model: string;
}

/**
 * Lets a grant die and be given back, and times what happens: the owner revokes it, a refresh is refused, the account
 * leaves the pool, another one serves, a new grant comes, the account is back.
 *
 * @throws DrillFailedError at the first step that fails; what `api` throws
 */
export async function runFireDrill(parts: DrillParts): Promise<void> {
  const { api } = parts;
  const ready = (await api.accounts()).filter(({ status }) => status === 'ready');
  const [victim] = ready;
  if (!victim || ready.length < 2) throw new DrillFailedError('revoke', 'two accounts that can serve are needed');

  await timed(parts, 'revoke', victim.email, () => api.act({ action: 'revoke', email: victim.email }));
  const disabled = parts.nextEvent('account.disabled', victim.id);
  const refusedAtMs = parts.nowMs();
  await timed(parts, 'disabled', victim.email, async () => {
    const { outcome } = await api.refresh(victim.id);
    if (outcome !== 'disabled') throw new DrillFailedError('disabled', `the refresh ended as ${outcome}`);
  });
  await disabled;
  parts.onStep({ step: 'event', milliseconds: parts.nowMs() - refusedAtMs, about: victim.email });
  await timed(parts, 'serves', '', () => askThroughAnother(parts, victim.id));

  const given = await timed(parts, 'regrant', victim.email, () => api.act({ action: 'give', email: victim.email }));
  const token = given.refresh_token;
  if (token === undefined) throw new DrillFailedError('regrant', 'the sandbox gave no refresh token');
  const reenabled = parts.nextEvent('account.reenabled', victim.id);
  const addedAtMs = parts.nowMs();
  await timed(parts, 'reenabled', victim.email, async () => {
    const { outcome } = await api.add(token);
    if (outcome !== 'reenabled') throw new DrillFailedError('reenabled', `the account was ${outcome}`);
  });
  await reenabled;
  const again = (await api.accounts()).find(({ id }) => id === victim.id);
  if (again?.status !== 'ready') throw new DrillFailedError('back', `the account is ${again?.status ?? 'gone'}`);
  parts.onStep({ step: 'back', milliseconds: parts.nowMs() - addedAtMs, about: victim.email });
}

/** One real request with a key of its own, which is revoked again whatever happens. */
async function askThroughAnother({ api, send, model }: DrillParts, victimId: string): Promise<void> {
  const { key, value } = await api.createKey('fire drill');
  try {
    const { requestId } = await send({ wire: 'gemini', model, prompt: 'Is anybody there?', key: value });
    const { account_id: servedBy } = await api.requestDetail(requestId);
    if (servedBy === victimId) throw new DrillFailedError('serves', 'the dead account was asked');
  } finally {
    await api.revokeKey(key.id);
  }
}

async function timed<T>(parts: DrillParts, step: DrillStep, about: string, work: () => Promise<T>): Promise<T> {
  const startedMs = parts.nowMs();
  const result = await work();
  parts.onStep({ step, milliseconds: parts.nowMs() - startedMs, about });
  return result;
}
