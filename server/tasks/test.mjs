import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { runVisibly } from './child.mjs';
import { followParent } from './follow-parent.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { fromRoot } from './paths.mjs';
import { ensureBuilt, ensureDependencies } from './prepare.mjs';
import { say, TaskError } from './task-error.mjs';
import { addTallies, CRASHED, describeTally, NOTHING, readPlaywrightTally, readVitestTally } from './test-results.mjs';

const RUNNERS = { unit: runVitest, e2e: runPlaywright };

/**
 * @param {string} folder  for reports
 * @param {readonly string[]} filters
 */
async function runVitest(folder, filters) {
  const report = join(folder, 'vitest.json');
  const flags = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    '--allowOnly=false',
    '--retry=0',
  ];
  const cli = fromRoot('node_modules', 'vitest', 'vitest.mjs');
  const exitCode = await runVisibly(process.execPath, [cli, 'run', ...flags, ...filters], { env: testEnvironment() });
  return readVitestTally(report, exitCode);
}

/**
 * @param {string} folder  for reports
 * @param {readonly string[]} filters
 */
async function runPlaywright(folder, filters) {
  await ensureBuilt();
  const report = join(folder, 'playwright.json');
  const env = { ...testEnvironment(), CHROMIUM_PATH: await findBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const flags = ['--config', fromRoot('e2e', 'playwright.config.ts'), '--forbid-only', '--retries=0'];
  const cli = fromRoot('node_modules', '@playwright', 'test', 'cli.js');
  const exitCode = await runVisibly(process.execPath, [cli, 'test', ...flags, ...filters], { env });
  return readPlaywrightTally(report, exitCode);
}

/** Settings of the person's own Regrant must not leak into tests, and those of a test never reach its data. */
function testEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('REGRANT_')));
}

/** @param {readonly string[]} args */
function parseArguments(args) {
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
  const filters = args.filter((arg) => !arg.startsWith('--only='));
  const names = only === undefined ? Object.keys(RUNNERS) : [only];
  if (names.some((name) => !Object.hasOwn(RUNNERS, name)) || (filters.length > 0 && only === undefined)) {
    throw new TaskError('usage: npm test [-- --only=unit|e2e [files and options of that runner …]]');
  }
  return { names, filters };
}

/**
 * One runner that cannot start must not keep the other from being counted.
 *
 * @param {string} name
 * @param {() => Promise<import('./test-results.mjs').Tally>} run
 */
async function tallyOf(name, run) {
  try {
    const tally = await run();
    say(`${name}: ${describeTally(tally)}`);
    return tally;
  } catch (error) {
    if (error instanceof TaskError) say(`${name}: ${error.message}`);
    else console.error(error);
    return CRASHED;
  }
}

async function runAll() {
  followParent();
  checkNodeVersion();
  const { names, filters } = parseArguments(process.argv.slice(2));
  await ensureDependencies();
  const folder = mkdtempSync(join(tmpdir(), 'regrant-test-'));
  try {
    let sum = NOTHING;
    for (const name of names) {
      sum = addTallies(sum, await tallyOf(name, () => RUNNERS[name](folder, filters)));
    }
    return sum;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const total = await tallyOf('all', runAll);
process.stdout.write(`${describeTally(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
