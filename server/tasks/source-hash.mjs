import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from './paths.mjs';

/** All that the build reads. The versions of the compilers are in the lock file. */
const SOURCES = [
  'server/contract',
  'server/src',
  'server/sandbox',
  'server/bench',
  'server/tsconfig.build.json',
  'server/tasks/bundle.mjs',
  'web',
  'tsconfig.json',
  'package-lock.json',
];

/** Specs are not built, and the last two are written by the build itself. */
const IGNORED = /\.spec\.ts$|^web\/(node_modules|dist)\/|^web\/(components|auto-imports)\.d\.ts$/;

/** @returns {string} the same as long as the build would come out the same */
export function hashSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesUnder).filter((file) => !IGNORED.test(file))) {
    const content = readFileSync(fromRoot(path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} path  relative to the root, with slashes
 * @returns {string[]} files in a fixed order
 */
function filesUnder(path) {
  const absolute = fromRoot(path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(join(absolute))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}
