import { describe, expect, it } from 'vitest';
import { reportImport } from './import-report.js';

describe('the report of an import', () => {
  it('has a line per item, says once what to do, and ends with the sum', () => {
    const sources = ['line 1', 'line 10', 'line 11', 'line 12'].map((place) => ({ place, value: 'x' }));
    const refused = { outcome: 'refused', detail: 'No.', hint: 'Sign in with Google.' } as const;
    const text = reportImport(
      sources,
      [{ outcome: 'created', email: 'a@example.com' }, refused, refused, { outcome: 'duplicate', duplicate_of: 0 }],
      { dryRun: false },
    );
    expect(text).toBe(
      [
        'line 1   a@example.com  created',
        'line 10                 refused    No.',
        'line 11                 refused    No.',
        'line 12                 duplicate  of line 1',
        '→ Sign in with Google.',
        '4 items: 1 created, 2 refused, 1 duplicate.',
        '',
      ].join('\n'),
    );
  });

  it('lets nothing through that would steer a terminal', () => {
    const text = reportImport(
      [{ place: 'a\u001b[2J\n.json', unreadable: 'x' }],
      [{ outcome: 'invalid', email: 'a\u202eb@example.com', detail: 'bad\u0007\r' }],
      { dryRun: true },
    );
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
    expect(text.split('\n')).toHaveLength(3);
  });
});
