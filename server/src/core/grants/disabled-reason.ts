import { CAUSES, type Diagnosis, type GrantCause } from './cause.js';
import type { OAuthRefusal } from './judge-refresh.js';

const MAX_CODE_POINTS = 800;

const SURENESS: Readonly<Record<Diagnosis['confidence'], string>> = {
  certain: 'Cause',
  likely: 'Probable cause',
  possible: 'Possible cause',
};

/**
 * The text for `disabled_reason`: `invalid_grant: ` + what the server said and the cause in words.
 * At most 800 code points, one line, no control or invisible formatting characters, and none of the given secrets.
 *
 * @param secrets  values that must not appear even if the server echoed them
 */
export function disabledReason(
  refusal: OAuthRefusal,
  diagnosis: Diagnosis,
  secrets: readonly (string | null)[],
): string {
  const said = [refusal.subtype && `(${refusal.subtype})`, refusal.description].filter(Boolean).join(' ');
  const text = clean(said, secrets);
  return truncate(
    `invalid_grant: ${text === '' ? '' : `${stopped(text)} `}${SURENESS[diagnosis.confidence]}: ${diagnosis.words}.`,
  );
}

/** The diagnosis that a `disabled_reason` of ours tells; undefined for a reason that somebody else wrote. */
export function diagnosisIn(reason: string): Diagnosis | undefined {
  for (const [cause, { words, cure }] of Object.entries(CAUSES)) {
    for (const [confidence, sureness] of Object.entries(SURENESS)) {
      if (!reason.endsWith(` ${sureness}: ${words}.`)) continue;
      return { cause: cause as GrantCause, confidence: confidence as Diagnosis['confidence'], words, cure };
    }
  }
  return undefined;
}

/** What the server said, in a `disabled_reason` of ours or of another tool's; empty where it said nothing. */
export function saidIn(reason: string): string {
  const diagnosis = diagnosisIn(reason);
  const told = diagnosis ? ` ${SURENESS[diagnosis.confidence]}: ${diagnosis.words}.` : '';
  return reason.slice(0, reason.length - told.length).replace(/^invalid_grant:?\s*/, '');
}

/** One line of printable text without any of the secrets: for everything that a server said and a person will read. */
export function clean(text: string, secrets: readonly (string | null)[]): string {
  // Hidden before anything is cut off: half a secret would not be found any more.
  const hidden = spellingsOf(secrets)
    .reduce((current, secret) => current.replaceAll(secret, '[redacted]'), text)
    .slice(0, 64 * 1024)
    .toWellFormed();
  return truncate(
    hidden
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    400,
  );
}

/** Each secret as it is and as it stands in addresses and forms; the longest first, one may be part of another. */
function spellingsOf(secrets: readonly (string | null)[]): readonly string[] {
  const spellings = secrets
    .filter((secret): secret is string => secret !== null && secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())]);
  return [...new Set(spellings)].sort((left, right) => right.length - left.length);
}

function truncate(text: string, limit = MAX_CODE_POINTS): string {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}

const stopped = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
