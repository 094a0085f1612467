import type { LiveEvent } from '../../../../server/contract/events.js';
import { quotaKindSchema } from '../../../../server/contract/http/quota.js';
import { HELP_CAUSES, type HelpCause } from '../../messages/help-causes.js';
import type { Messages } from '../../messages/en/index.js';
import { reasonInWords } from '../../messages/reason-words.js';

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

/** Why a grant died, or will, where it is one of the causes that the help page explains. */
function helpOf(event: LiveEvent): HelpCause | undefined {
  return HELP_CAUSES.find((known) => known === event['cause']);
}

/** Which quota there is little left of. */
function quotaInWords({ kind, used, limit }: LiveEvent, t: Messages): string | undefined {
  const known = quotaKindSchema.safeParse(kind);
  if (!known.success || typeof used !== 'number' || typeof limit !== 'number') return undefined;
  const figures = new Intl.NumberFormat(t.locale);
  const left = t.quotas.left(figures.format(Math.max(0, limit - used)), figures.format(limit));
  return `${t.quotas.kind[known.data]}: ${left}`;
}

function describeDetail(event: LiveEvent, t: Messages): string {
  if (event.type === 'pool.reloaded') {
    return typeof event['loaded'] === 'number' ? t.feed.poolLoaded(event['loaded']) : '';
  }
  const known = helpOf(event);
  if (known !== undefined) return [t.help.causes.list[known].name, t.help.causes.list[known].cure].join(' · ');
  const why = quotaInWords(event, t) ?? reasonInWords(event, t);
  const who = text(event['client_key']) && `${text(event['client_key'])}: ${text(event['error'])}`;
  return [text(event['model']), who, why].filter((part) => part !== '').join(' · ');
}
