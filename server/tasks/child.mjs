import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';
import { say } from './task-error.mjs';

/** After this long a person wonders whether anything happens, so the output is shown from then on. */
const SLOW_AFTER_MS = 20_000;

/**
 * Runs a command whose output matters only when it fails or takes long.
 *
 * @param {string} title  what is being done, in a few words
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is empty when it was already shown
 */
export async function runQuietly(title, command, args) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let held = '';
  let shown = false;
  /** @param {Buffer} chunk */
  const take = (chunk) => {
    if (shown) process.stderr.write(chunk);
    else held += chunk.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const slow = setTimeout(() => {
    say(`${title}: still at it, its output follows`);
    process.stderr.write(held);
    held = '';
    shown = true;
  }, SLOW_AFTER_MS);
  try {
    const { code, signal, error } = await ended(child);
    if (error) held += `${error.message}\n`;
    if (signal) held += `ended by ${signal}\n`;
    return { ok: code === 0, output: held };
  } finally {
    clearTimeout(slow);
  }
}

/**
 * Runs a command that talks to the terminal itself. A signal that asks us to end is passed on, so that nothing is left running.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} the exit code; 1 when a signal or a failed start ended it
 */
export async function runVisibly(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: options.env ?? process.env,
  });
  /** @type {NodeJS.Signals | undefined} */
  let asked;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    asked = signal;
    child.kill(signal);
  };
  process.on('SIGTERM', pass).on('SIGHUP', pass);
  try {
    const { code, error } = await ended(child);
    if (error) say(error.message);
    if (asked) process.exit(1);
    return code ?? 1;
  } finally {
    process.off('SIGTERM', pass).off('SIGHUP', pass);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, error?: Error }>} never rejects
 */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}
