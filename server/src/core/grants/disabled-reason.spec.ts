import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES, type Diagnosis, type GrantCause } from './cause.js';
import { clean, diagnosisIn, disabledReason, saidIn } from './disabled-reason.js';

const diagnosis = (cause: GrantCause = 'revoked', confidence: Diagnosis['confidence'] = 'likely'): Diagnosis => ({
  cause,
  confidence,
  ...CAUSES[cause],
});
const reasonFor = (
  description: string | null,
  secrets: readonly (string | null)[] = [],
  subtype: string | null = null,
) => disabledReason({ error: 'invalid_grant', description, subtype }, diagnosis(), secrets);

const SECRET = '1//0canary-secret-value';

describe('the reason of a disabled account', () => {
  it('says what the server said and then the cause', () => {
    expect(reasonFor('Token has been expired or revoked.')).toBe(
      `invalid_grant: Token has been expired or revoked. Probable cause: ${CAUSES.revoked.words}.`,
    );
    expect(reasonFor('reauth related error', [], 'invalid_rapt')).toMatch(
      /^invalid_grant: \(invalid_rapt\) reauth related error\. Probable cause: /,
    );
    expect(reasonFor(null)).toBe(`invalid_grant: Probable cause: ${CAUSES.revoked.words}.`);
  });

  it('tells its diagnosis to whoever reads it later, for every cause and sureness', () => {
    for (const cause of Object.keys(CAUSES) as GrantCause[]) {
      for (const confidence of ['certain', 'likely', 'possible'] as const) {
        const told = diagnosis(cause, confidence);
        const refusal = { error: 'invalid_grant', description: 'x'.repeat(5000), subtype: null };
        expect(diagnosisIn(disabledReason(refusal, told, []))).toEqual(told);
      }
    }
    expect(diagnosisIn('invalid_grant: somebody else wrote this')).toBeUndefined();
  });

  it('gives back what the server said, without what was made of it', () => {
    expect(saidIn(reasonFor('Token has been expired or revoked.'))).toBe('Token has been expired or revoked.');
    expect(saidIn(reasonFor('reauth related error', [], 'invalid_rapt'))).toBe('(invalid_rapt) reauth related error.');
    expect(saidIn(reasonFor(null))).toBe('');
    expect(saidIn('invalid_grant: another tool wrote this')).toBe('another tool wrote this');
    expect(saidIn('invalid_grant')).toBe('');
  });

  it('is one printable line of at most 800 code points, whatever the server says', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3000 }),
      fc.constantFrom(
        '💥'.repeat(1_000),
        '\u001b[31mred\u0007\u0000',
        'a\r\nb\u2028c\u2029d',
        '\ud800 half \udc00',
        '\u202eright to left',
      ),
      fc.constant('M'.repeat(1_000_000)),
    );
    fc.assert(
      fc.property(wild, (description) => {
        const reason = reasonFor(description);
        expect([...reason].length).toBeLessThanOrEqual(800);
        expect(reason).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(reason.isWellFormed()).toBe(true);
        expect(reason.startsWith('invalid_grant: ')).toBe(true);
        expect(diagnosisIn(reason)?.cause).toBe('revoked');
      }),
      { seed: 20_261_120 },
    );
  });

  it('never holds a secret, or half of one, wherever and however often the server echoes it', () => {
    const long = `canary-${'s'.repeat(300)}`;
    const echo = fc.array(
      fc.constantFrom(SECRET, long, encodeURIComponent(SECRET), ' ', 'refresh token ', 'x'.repeat(90)),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(echo, (parts) => {
        expect(reasonFor(parts.join(''), [SECRET, null, long])).not.toMatch(/canary|ssss/);
      }),
      { seed: 20_261_120, numRuns: 300 },
    );
  });

  it('hides the longer one where one secret is the beginning of another', () => {
    expect(clean('token-1234-longer', ['token-1234', 'token-1234-longer'])).toBe('[redacted]');
  });

  it('does not take short or absent values for secrets', () => {
    expect(clean('a bc d', ['a', 'bc', null, ''])).toBe('a bc d');
  });
});
