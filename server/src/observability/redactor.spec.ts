import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from './redactor.js';

const SECRET = '1//0gCanary-refresh_token.0123456789~abc';

function knowing(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  secrets.forEach((secret) => redactor.add(secret));
  return redactor;
}

describe('hiding secrets', () => {
  it.each([
    ['alone', (secret: string) => secret],
    ['in a sentence', (secret: string) => `the token ${secret} was refused.`],
    ['at the end of a sentence', (secret: string) => `it was ${secret}.`],
    ['in quotation marks', (secret: string) => `"${secret}"`],
    ['in a header', (secret: string) => `Authorization: Bearer ${secret}`],
    ['in an address', (secret: string) => `/x?key=${secret}&b=1`],
    ['in a form', (secret: string) => `refresh_token=${encodeURIComponent(secret)}&grant_type=refresh_token`],
    ['in brackets and twice', (secret: string) => `(${secret}, ${secret})`],
    ['between lines', (secret: string) => `a\n${secret}\nb`],
  ])('%s', (_name, put) => {
    for (const secret of [SECRET, 'canary-admin-token-0123', 'ends-with-a-dash-canary-', '.canary-begins-with-a-dot']) {
      expect(knowing(secret).hide(put(secret))).not.toMatch(/canary/i);
    }
  });

  it('leaves everything else alone', () => {
    const text = 'Account re-enabled (somebody@example.com): credentials updated, 0b8c2f3e-1111-4222-8333-444455556666';
    expect(knowing(SECRET).hide(text)).toBe(text);
  });

  it('knows the shapes of tokens that nobody has told it', () => {
    for (const token of [
      'ya29.a0AfH6SMBx-0123456789',
      `AIza${'x'.repeat(35)}`,
      `GOCSPX-${'y'.repeat(28)}`,
      '1//0gxxxxxxxxxxxxxxxxxxxx',
    ]) {
      expect(new Redactor().hide(`before ${token} after`)).toBe('before [redacted] after');
    }
  });

  it('forgets a secret when it was removed as often as it was added', () => {
    const redactor = knowing(SECRET, SECRET);
    redactor.remove(SECRET);
    expect(redactor.hide('0gCanary-refresh_token.0123456789~abc')).toBe('[redacted]');
    redactor.remove(SECRET);
    expect(redactor.hide('0gCanary-refresh_token.0123456789~abc')).toContain('Canary');
  });

  it('hides any secret in any surroundings that are not of its own kind', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_~+.-]{16,60}$/);
    const around = fc.stringMatching(/^[ "'(){}=&:,;/\\\n\t]{0,6}$/);
    fc.assert(
      fc.property(secret, around, around, (value, before, after) => {
        expect(knowing(value).hide(`${before}${value}${after}`)).not.toContain(value);
      }),
      { seed: 20_261_120, numRuns: 500 },
    );
  });
});
