import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './child.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { isEntry } from './is-entry.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { DIST, fromRoot } from './paths.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { hashSources } from './source-hash.mjs';
import { runTask, say, TaskError } from './task-error.mjs';

const STAMP = join(DIST, '.build-stamp');
const WORKSHOP = '.workshop-';

/** Builds server and dashboard into dist/, unless dist/ was built from these very sources. */
export async function ensureBuilt() {
  if (isCurrent(hashSources())) return;
  await withSetupLock(async () => {
    const hash = hashSources();
    if (!isCurrent(hash)) await build(hash);
  });
}

/** Makes the next `ensureBuilt` build, because somebody else is writing into dist/. */
export function forgetBuild() {
  rmSync(STAMP, { force: true });
}

/** @param {string} hash */
function isCurrent(hash) {
  return (
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === hash &&
    existsSync(join(DIST, 'server', 'bundle', 'main.js')) &&
    existsSync(join(DIST, 'web', 'index.html'))
  );
}

/**
 * Both halves are built aside and moved into place, so that dist/ never holds half of one build and half of another.
 *
 * @param {string} hash  of the sources as they were before the first of them was read
 */
async function build(hash) {
  say('building server and dashboard');
  for (const left of readdirSync(DIST).filter((name) => name.startsWith(WORKSHOP))) {
    rmSync(join(DIST, left), { recursive: true, force: true });
  }
  const workshop = mkdtempSync(join(DIST, WORKSHOP));
  try {
    const results = await Promise.all([buildServer(join(workshop, 'server')), buildWeb(join(workshop, 'web'))]);
    const failed = results.filter((result) => !result.ok);
    for (const { output } of failed) process.stderr.write(output);
    if (failed.length > 0) {
      throw new TaskError(`the build failed (${failed.map((result) => result.title).join(', ')}), see above`);
    }
    forgetBuild();
    for (const part of ['server', 'web'])
      replace(join(DIST, part), join(workshop, part), join(workshop, `old-${part}`));
    writeFileSync(STAMP, hash);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/**
 * @param {string} place
 * @param {string} fresh
 * @param {string} aside  where the old one goes until it is deleted
 */
function replace(place, fresh, aside) {
  if (existsSync(place)) renameSync(place, aside);
  renameSync(fresh, place);
}

/**
 * Compiled first, which checks the types and leaves what sandbox and benchmarks are run from, and then bundled.
 *
 * @param {string} outDir
 */
async function buildServer(outDir) {
  const tsc = fromRoot('node_modules', 'typescript', 'bin', 'tsc');
  // Not incremental: the notes of an earlier build would be about another outDir.
  const flags = ['--incremental', 'false', '--tsBuildInfoFile', 'null', '--outDir', outDir];
  const compiled = await step('server', [tsc, '-p', fromRoot('server', 'tsconfig.build.json'), ...flags]);
  return compiled.ok ? step('bundle of the server', [fromRoot('server', 'tasks', 'bundle.mjs'), outDir]) : compiled;
}

/** @param {string} outDir */
function buildWeb(outDir) {
  const vite = fromRoot('node_modules', 'vite', 'bin', 'vite.js');
  const flags = ['--config', fromRoot('web', 'vite.config.ts'), '--outDir', outDir, '--emptyOutDir'];
  return step('dashboard', [vite, 'build', fromRoot('web'), ...flags]);
}

/**
 * @param {string} title
 * @param {readonly string[]} args
 */
async function step(title, args) {
  return { title, ...(await runQuietly(`building the ${title}`, process.execPath, args)) };
}

if (isEntry(import.meta.url)) {
  await runTask(async () => {
    checkNodeVersion();
    await ensureDependencies();
    forgetBuild();
    await ensureBuilt();
  });
}
