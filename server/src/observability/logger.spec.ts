import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMemoryLog } from '../../test/fakes/memory-log.js';
import { StorageError } from '../core/errors/storage-error.js';

const CANARY = 'canary-access-token-0123456789';
const WILD = 'line\nbreak\r{"level":60}\u0000\u001b[31mred\u0007\u009b2J\u202eright to left\u2028\u2029\u2066';

const entryIn = (line: string | undefined): Record<string, unknown> =>
  JSON.parse(line ?? '') as Record<string, unknown>;

describe('a log entry', () => {
  it.each(['debug', 'verbose', 'info', 'log', 'warn', 'error', 'fatal'] as const)(
    'of %s is one line of JSON, whatever is in it',
    (level) => {
      const { log, lines } = openMemoryLog();
      log[level](WILD, { email: WILD, nested: { text: WILD } });
      expect(lines).toHaveLength(1);
      const line = lines[0] ?? '';
      expect(line.endsWith('\n')).toBe(true);
      // eslint-disable-next-line no-control-regex -- that is what must not be there
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
      expect(entryIn(line)).toMatchObject({ level: expect.any(Number) as number, time: expect.any(String) as string });
    },
  );

  it('is one line for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (message, fact) => {
        const { log, lines } = openMemoryLog();
        log.info(message, { fact });
        expect(lines).toHaveLength(1);
        expect(lines[0]?.trimEnd().split(/[\n\r\u2028\u2029]/)).toHaveLength(1);
        entryIn(lines[0]);
      }),
      { seed: 20_261_120, numRuns: 300 },
    );
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', { a: 1 }],
    ['a big integer', 10n ** 20n],
    ['a function', () => 1],
  ])('can be made of %s', (_name, message) => {
    const { log, lines } = openMemoryLog();
    log.info(message);
    expect(typeof entryIn(lines[0])['msg']).toBe('string');
  });

  it('can be made of what refers to itself', () => {
    const { log, lines } = openMemoryLog();
    const circle: Record<string, unknown> = { name: 'circle' };
    circle['self'] = circle;
    log.info(circle, { circle });
    expect(lines).toHaveLength(1);
  });

  it('tells of an error its code, its facts and what caused it', () => {
    const { log, lines } = openMemoryLog();
    const cause = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    log.error(new StorageError('x.json could not be saved (ENOSPC).', { cause, errno: 'ENOSPC' }), { account_id: 'a' });
    expect(entryIn(lines[0])).toMatchObject({
      msg: 'x.json could not be saved (ENOSPC).',
      account_id: 'a',
      error: {
        code: 'storage.failed',
        details: { errno: 'ENOSPC' },
        cause: { code: 'ENOSPC', message: 'no space left' },
      },
    });
  });

  it('does not go on for ever with errors that cause each other', () => {
    const { log, lines } = openMemoryLog();
    const first = new Error('first');
    first.cause = new Error('second', { cause: first });
    log.error(first);
    expect(lines).toHaveLength(1);
  });

  it.each(['json', 'pretty'] as const)('holds no known secret, in %s, wherever it stands', (format) => {
    const { log, lines, redactor } = openMemoryLog(format);
    redactor.add(CANARY);
    log.info(`before\n${CANARY}\u001b${CANARY}`, {
      plain: CANARY,
      after_a_line_break: `x\n${CANARY}`,
      after_a_tab: `x\t${CANARY}.`,
      after_a_backslash: `x\\${CANARY}`,
      after_an_escape: `\u001b${CANARY}`,
      deep: { list: [`Bearer ${CANARY}`] },
    });
    const error = new Error(`refused\n${CANARY}`, { cause: new Error(CANARY) });
    log.error(error);
    expect(lines.join('')).not.toContain('canary');
    expect(lines.join('')).toContain('[redacted]');
  });

  it('is written for people on a terminal, on lines of its own', () => {
    const { log, lines } = openMemoryLog('pretty');
    log.warn('Skipping disabled account a@example.com', { account_id: 'a' });
    expect(lines.join('')).toMatch(/Skipping disabled account a@example\.com.*\n$/);
  });
});
