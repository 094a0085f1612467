import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line.js';

const parse = (line: string) => parseCommandLine(line.split(' ').filter((word) => word !== ''));

describe('the command line', () => {
  it.each([
    ['import old', { kind: 'import', path: 'old', dryRun: false, settings: [] }],
    ['import - --dry-run', { kind: 'import', path: '-', dryRun: true, settings: [] }],
    ['--data-dir /d import old', { kind: 'import', path: 'old', dryRun: false, settings: ['--data-dir', '/d'] }],
    ['import --port=9 old', { kind: 'import', path: 'old', dryRun: false, settings: ['--port=9'] }],
    ['export out.json', { kind: 'export', path: 'out.json', ids: undefined, settings: [] }],
    ['export out.json --ids a,b,', { kind: 'export', path: 'out.json', ids: ['a', 'b'], settings: [] }],
    ['export --ids=a out.json', { kind: 'export', path: 'out.json', ids: ['a'], settings: [] }],
    ['change-key new.key --data-dir=/d', { kind: 'change-key', path: 'new.key', settings: ['--data-dir=/d'] }],
    ['change-key -', { kind: 'change-key', path: '-', settings: [] }],
    ['decrypt', { kind: 'decrypt', settings: [] }],
    ['--data-dir /d decrypt', { kind: 'decrypt', settings: ['--data-dir', '/d'] }],
    ['--help', { kind: 'help', problem: undefined }],
    ['import old -h', { kind: 'help', problem: undefined }],
  ])('understands "%s"', (line, command) => {
    expect(parse(line)).toEqual(command);
  });

  it.each([
    '',
    'delete everything',
    'import',
    'import a b',
    'export',
    'export x --dry-run',
    'import x --ids a',
    'export x --ids',
    'change-key',
    'change-key a b',
    'change-key x --dry-run',
    'decrypt x',
    'decrypt --ids a',
  ])('explains what is missing in "%s"', (line) => {
    expect(parse(line)).toMatchObject({ kind: 'help', problem: expect.stringMatching(/./) as string });
  });
});
