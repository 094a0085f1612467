import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8');

const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (threat|-+) /.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('the threat model', () => {
  it('names for each threat a defence, and a test that there is', () => {
    expect(rows.length).toBeGreaterThan(40);
    for (const [threat = '', defence = '', shownBy = ''] of rows) {
      expect([threat, defence === '']).toEqual([threat, false]);
      const tests = [...shownBy.matchAll(/`([^`]+\.(?:spec|fault)\.ts)`/g)].map(([, path]) => path ?? '');
      expect([threat, tests.length > 0]).toEqual([threat, true]);
      for (const path of tests) {
        const file = join(ROOT, path.startsWith('e2e/') ? '' : 'server', path);
        expect([threat, path, existsSync(file)]).toEqual([threat, path, true]);
      }
    }
  });
});
