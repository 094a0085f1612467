import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DIST } from './paths.mjs';
import { say } from './task-error.mjs';

const LOCK = join(DIST, '.setup-lock');

/**
 * Lets one process at a time install or build in this folder: `npm run demo` and `npm test` started together
 * would otherwise delete node_modules under each other.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetupLock(work) {
  mkdirSync(DIST, { recursive: true });
  for (let told = false; !take(); told = true) {
    const holder = readHolder();
    if (holder !== undefined && !isAlive(holder)) discard(holder);
    else if (!told) say(`waiting for process ${holder ?? '?'}, which is installing or building here (${LOCK})`);
    await delay(100);
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function take() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns {number | undefined} undefined while the holder has not written its id yet, or has just left */
function readHolder() {
  try {
    return parseHolder(readFileSync(LOCK, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {string} content */
function parseHolder(content) {
  return Number.parseInt(content, 10) || undefined;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Removes the lock of a process that died. Renaming is what only one of several waiters can do; whoever finds that
 * it caught the lock of a new holder puts it back.
 *
 * @param {number} holder
 */
function discard(holder) {
  const caught = `${LOCK}.${process.pid}`;
  try {
    renameSync(LOCK, caught);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (parseHolder(readFileSync(caught, 'utf8')) === holder) rmSync(caught, { force: true });
  else renameSync(caught, LOCK);
}
