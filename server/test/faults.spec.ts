import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'docs/faults.md'), 'utf8');

const rows = text
  .split('\n')
  .filter((line) => /^\| [A-Z]\d\d/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const testsIn = (shownBy: string): readonly string[] =>
  [...shownBy.matchAll(/`([^`]+\.(?:spec|fault)\.ts)`/g)].map(([, path]) => path ?? '');

describe('the table of faults', () => {
  it('names for each what happens instead, and a test that there is', () => {
    expect(rows.length).toBeGreaterThan(80);
    for (const [fault = '', instead = '', shownBy = ''] of rows) {
      expect([fault, instead === '']).toEqual([fault, false]);
      expect([fault, testsIn(shownBy).length > 0]).toEqual([fault, true]);
      for (const path of testsIn(shownBy)) {
        const file = join(ROOT, path.startsWith('e2e/') ? '' : 'server', path);
        expect([fault, path, existsSync(file)]).toEqual([fault, path, true]);
      }
    }
  });

  it('names each fault once', () => {
    const ids = rows.flatMap(([fault = '']) => fault.split(', '));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('leaves out no test of faults', () => {
    const named = new Set(rows.flatMap(([, , shownBy = '']) => testsIn(shownBy)));
    const all = readdirSync(join(ROOT, 'server/test/faults')).filter((name) => name.endsWith('.fault.ts'));
    expect(all.filter((name) => !named.has(`test/faults/${name}`))).toEqual([]);
  });
});
