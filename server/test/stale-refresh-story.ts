import type { Scheduler } from 'fast-check';
import { clearDisabled, pause } from '../src/core/accounts/changes.js';
import { applyEdits } from '../src/core/accounts/document.js';
import type { IssuedTokens } from '../src/core/grants/issued-tokens.js';
import type { Identity } from '../src/core/ports/userinfo.js';
import { invalidGrant, issued, unavailable, type TokenCall } from './fakes/scripted-token-endpoint.js';
import { ask, accountFile, expiredFile, openPoolRig, START, type PoolRig } from './pool-rig.js';
import { turn } from './turn.js';

/** How the old refresh token is answered. */
export type OldAnswer = 'refused' | 'succeeded' | 'rotated' | 'unavailable';

/** What goes on while the refresh of the old refresh token is under way. */
export interface Story {
  readonly oldAnswer: OldAnswer;
  /** Whether the access token of the old grant is still good when the story begins. */
  readonly isFresh: boolean;
  /** The owner gives the account a new refresh token, `rt-new`. */
  readonly isReadded: boolean;
  /** Somebody edits the file: a field of theirs, or another refresh token, `rt-hand`. */
  readonly handEdit: 'none' | 'other field' | 'refresh token';
  readonly isPaused: boolean;
  readonly isDeleted: boolean;
}

/** What was seen on the way and at the end. */
export interface Ending {
  readonly rig: PoolRig;
  /** Access tokens of the refused grant that were handed out after the refusal had begun to arrive. */
  readonly deadLeases: readonly string[];
  /** Whether the new refresh token was acknowledged to its owner. */
  readonly isReaddAcknowledged: boolean;
  /** The access token that a request got at the moment of that acknowledgement. */
  readonly servedAtReadd: string | undefined;
  /** Whether the old refresh token was still being refreshed at that moment. */
  readonly wasRefreshingAtReadd: boolean;
  /** Whether the new refresh token by hand was the last thing that a person wrote. */
  readonly isHandLast: boolean;
}

const ID = 'a';

/** Lives through the story, in the order that the scheduler chooses among everything that may happen next. */
export async function live(story: Story, scheduler: Scheduler): Promise<Ending> {
  const rig = await openPoolRig([story.isFresh ? accountFile(ID) : expiredFile(ID)]);
  const gate = (label: string): Promise<void> => scheduler.schedule(Promise.resolve(), label);
  const deadLeases: string[] = [];
  let refusalBegun = false;
  const seen = {
    isReaddAcknowledged: false,
    servedAtReadd: undefined as string | undefined,
    wasRefreshingAtReadd: false,
    isHandLast: false,
  };

  rig.store.gate = (point) => gate(`store: ${point}`);
  rig.endpoint.follow((call) => void answer(call));

  const answer = async (call: TokenCall): Promise<void> => {
    const isOld = call.refreshToken === `rt-${ID}`;
    await gate(`refresh of ${call.refreshToken} sent`);
    const final = isOld ? OLD_ANSWERS[story.oldAnswer]() : issued(`at-of-${call.refreshToken}`);
    if (final.kind === 'answer') call.start(final.status);
    if (isOld && story.oldAnswer === 'refused') refusalBegun = true;
    look();
    await gate(`answer to ${call.refreshToken} whole`);
    call.answer(final);
  };

  const look = (): void => {
    const lease = rig.pool.choose(ask());
    if (lease?.accessToken === `at-${ID}` && refusalBegun) deadLeases.push(lease.accessToken);
  };

  const acts: Promise<unknown>[] = [refreshAt('refresh asked'), refreshAt('refresh asked again')];
  if (story.isReadded) {
    acts.push(
      (async () => {
        await gate('re-add proven');
        await rig.enrolment.enrol({
          identity: IDENTITY,
          tokens: NEW_TOKENS,
          clientKey: 'default',
          by: 'sign_in',
          givenAccessToken: NEW_TOKENS.accessToken,
          projectId: null,
          label: null,
        });
        seen.isReaddAcknowledged = true;
        seen.wasRefreshingAtReadd = rig.endpoint.held.some(({ refreshToken }) => refreshToken === `rt-${ID}`);
        seen.servedAtReadd = rig.pool.choose(ask())?.accessToken;
        seen.isHandLast = tokenOf(rig) === 'rt-hand';
      })(),
    );
  }
  if (story.handEdit !== 'none') acts.push(gate('file edited by hand').then(() => editByHand()));
  if (story.isPaused)
    acts.push(gate('paused').then(() => rig.registry.commit(ID, () => pause('holiday', START), 'admin')));
  if (story.isDeleted) acts.push(gate('deleted').then(() => rig.registry.remove(ID, 'admin')));
  acts.push(gate('pool reloaded').then(() => rig.pool.reload()));

  const all = Promise.allSettled(acts);
  await turn();
  while (scheduler.count() > 0) {
    await scheduler.waitNext(1);
    await turn();
    look();
  }
  for (const outcome of await all)
    if (outcome.status === 'rejected' && !isExpected(outcome.reason)) throw outcome.reason;
  return { rig, deadLeases, ...seen };

  async function refreshAt(label: string): Promise<void> {
    await gate(label);
    await rig.refresher.refresh(ID);
  }

  function editByHand(): void {
    const now = rig.stored(ID);
    if (!now) return;
    const edited = { ...now, edited_by: 'hand' };
    if (story.handEdit === 'other field') return rig.memory.outsideWrite(ID, edited);
    seen.isHandLast = true;
    return rig.memory.outsideWrite(
      ID,
      applyEdits(edited, [
        ...clearDisabled(),
        { path: ['token', 'refresh_token'], value: 'rt-hand' },
        { path: ['token', 'access_token'], value: 'at-hand' },
      ]),
    );
  }

  /** A person who acts on an account that is being deleted is told so. */
  function isExpected(reason: unknown): boolean {
    return story.isDeleted && reason instanceof Error && 'code' in reason && reason.code === 'account.not_found';
  }
}

/** The refresh token in the store. */
export function tokenOf(rig: PoolRig): string | undefined {
  return (rig.stored(ID) as { token?: { refresh_token?: string } } | undefined)?.token?.refresh_token;
}

const OLD_ANSWERS = {
  refused: invalidGrant,
  succeeded: () => issued('at-of-old'),
  rotated: () => issued('at-of-old', { refresh_token: 'rt-rotated' }),
  unavailable: () => unavailable(),
} as const;

const IDENTITY: Identity = { sub: '1', email: 'A@example.com', emailVerified: true, name: null };

const NEW_TOKENS: IssuedTokens = {
  accessToken: 'at-new',
  refreshToken: 'rt-new',
  expiresInSeconds: 3600,
  scope: null,
  tokenType: 'Bearer',
  refreshTokenExpiresInSeconds: null,
  idToken: null,
};
