import { readFileSync, writeFileSync } from 'node:fs';
import type { Enrolled } from './world.js';

/** What a person with an editor does to an account file: reads it, changes it, saves it in place. All at once. */
export function editByHand(
  { path }: Pick<Enrolled, 'path'>,
  edit: (file: Record<string, unknown>) => Record<string, unknown>,
): void {
  const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  writeFileSync(path, `${JSON.stringify(edit(file), null, 2)}\n`);
}
