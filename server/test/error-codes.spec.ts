import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBLEM_STATUS } from '../contract/problem.js';

const ROOT = join(import.meta.dirname, '../..');
const CODE = /^[a-z_]+\.[a-z_]+$/;

const sources = readdirSync(join(ROOT, 'server/src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.endsWith('.d.ts'))
  .map((name) => readFileSync(join(ROOT, 'server/src', name), 'utf8'));

/** What classes of errors give to `RegrantError` as their code. */
const codesOfClasses = (): Set<string> =>
  new Set(
    sources
      .filter((text) => /extends RegrantError\b/.test(text))
      .flatMap((text) => [...text.matchAll(/super\(\s*'([^']+)'/g)].flatMap(([, code]) => code ?? [])),
  );

/** Every text in the sources that looks like a code, wherever it stands. */
const literals = (): Set<string> =>
  new Set(sources.flatMap((text) => [...text.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].flatMap(([, code]) => code ?? [])));

const rowsOfDocument = (): Map<string, number> => {
  const text = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([^`]+)` *\| (\d{3}) +\| (.+?) *\| (.+?) *\|$/gm)];
  for (const [line, , , meaning, cure] of rows) {
    expect(`${meaning}${cure}`, line).toMatch(/\..*\./);
  }
  return new Map(rows.map(([, code, status]) => [code ?? '', Number(status)]));
};

const listed = Object.keys(PROBLEM_STATUS).sort();

describe('error codes', () => {
  it('are found by this test at all', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(codesOfClasses().size).toBeGreaterThan(25);
  });

  it('of every class are in the contract, and look like codes', () => {
    for (const code of codesOfClasses()) {
      expect(code).toMatch(CODE);
      expect(listed).toContain(code);
    }
  });

  it('in the contract are all in use', () => {
    const used = literals();
    expect(listed.filter((code) => !used.has(code))).toEqual([]);
  });

  it('in the document are those of the contract, with the same status', () => {
    const rows = rowsOfDocument();
    expect([...rows.keys()].sort()).toEqual(listed);
    for (const [code, status] of Object.entries(PROBLEM_STATUS)) expect([code, rows.get(code)]).toEqual([code, status]);
  });
});
