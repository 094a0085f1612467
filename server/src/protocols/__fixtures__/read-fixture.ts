import { readFileSync } from 'node:fs';

/**
 * Reads a fixture of one JSON value per line, for specs.
 *
 * @param folder  the spec's `import.meta.url`
 * @param name  a file in `__fixtures__/` beside the spec, without its ending
 */
export function readFixture(folder: string, name: string): string[] {
  const text = readFileSync(new URL(`./__fixtures__/${name}.jsonl`, folder), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}
