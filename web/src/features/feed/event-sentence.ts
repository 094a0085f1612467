import type { LiveEvent } from '../../../../server/contract/events.js';
import { HELP_CAUSES, type HelpCause } from '../../messages/help-causes.js';
import type { Messages } from '../../messages/en/index.js';

/** An event as a person reads it. */
export interface EventSentence {
  readonly text: string;
  /** What is known beyond the sentence: a reason, a cure, a count. */
  readonly detail: string;
}

const ABOUT_NO_ACCOUNT = /^(pool|oauth_client|storage|request)\./;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** @returns one sentence that begins with whom it is about, where it is about somebody */
export function describeEvent(event: LiveEvent, t: Messages): EventSentence {
  const sentence = t.feed.sentence[event.type];
  const subject = ABOUT_NO_ACCOUNT.test(event.type) ? '' : `${event.email ?? t.feed.someone}: `;
  return { text: `${subject}${sentence}`, detail: describeDetail(event, t) };
}

/** Why a grant died, where it is one of the causes that the help page explains. */
export function causeOf(event: LiveEvent): HelpCause | undefined {
  const cause = text(event['cause']);
  return event.type === 'account.disabled' ? HELP_CAUSES.find((known) => known === cause) : undefined;
}

function describeDetail(event: LiveEvent, t: Messages): string {
  if (event.type === 'pool.reloaded') {
    return typeof event['loaded'] === 'number' ? t.feed.poolLoaded(event['loaded']) : '';
  }
  const known = causeOf(event);
  if (known !== undefined) return [t.help.causes.list[known].name, t.help.causes.list[known].cure].join(' · ');
  return [text(event['model']), text(event['reason']), text(event['cure'])].filter((part) => part !== '').join(' · ');
}
