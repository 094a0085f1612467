import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { runQuietly } from './child.mjs';
import { fromRoot } from './paths.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { say, TaskError } from './task-error.mjs';

const LOCK_FILE = fromRoot('package-lock.json');
const INSTALLED = fromRoot('node_modules', '.package-lock.json');
const REMEMBERED = fromRoot('node_modules', '.regrant-lock-hash');

/** Installs what package-lock.json names, unless exactly that is installed already. */
export async function ensureDependencies() {
  if (isCurrent()) return;
  await withSetupLock(async () => {
    if (isCurrent()) return;
    if (!agreesWithLock()) await install();
    writeFileSync(REMEMBERED, wantedHash());
  });
}

function isCurrent() {
  return existsSync(INSTALLED) && existsSync(REMEMBERED) && readFileSync(REMEMBERED, 'utf8') === wantedHash();
}

/** Some packages are binaries, so the hash belongs to one platform. */
function wantedHash() {
  const lock = readFileSync(LOCK_FILE);
  return createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
}

/**
 * Whether an `npm install` by hand has already put there what the lock file asks for. npm leaves a list of what it
 * installed; packages for other platforms are optional and may be missing from it.
 */
function agreesWithLock() {
  if (!existsSync(INSTALLED)) return false;
  const wanted = packagesIn(LOCK_FILE);
  const installed = packagesIn(INSTALLED);
  const nothingForeign = Object.entries(installed).every(([path, entry]) => isSame(entry, wanted[path]));
  const nothingMissing = Object.entries(wanted).every(
    ([path, entry]) => path === '' || path in installed || entry.optional === true || entry.devOptional === true,
  );
  return nothingForeign && nothingMissing;
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>}
 */
function packagesIn(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
}

/**
 * @param {{ version?: string, integrity?: string }} one
 * @param {{ version?: string, integrity?: string } | undefined} other
 */
function isSame(one, other) {
  return other !== undefined && one.version === other.version && one.integrity === other.integrity;
}

async function install() {
  say('installing dependencies (npm ci), about a minute the first time');
  const [command, ...first] = npmCommand();
  // Tools for building and testing are needed even where NODE_ENV says production.
  const flags = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { ok, output } = await runQuietly('npm ci', command, [...first, ...flags]);
  if (ok) return;
  process.stderr.write(output);
  throw new TaskError(
    'npm ci failed, see above. Is the network (or the npm proxy setting) there, and does package-lock.json match package.json?',
  );
}

/** The npm that started us, run by this very Node; else the one on the PATH. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script !== undefined && basename(script) === 'npm-cli.js') return [process.execPath, script];
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', 'npm'] : ['npm'];
}
