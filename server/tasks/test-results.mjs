import { existsSync, readFileSync } from 'node:fs';

/**
 * How a runner ended, in numbers that can be added.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @type {Tally} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** A runner that ended without a result anybody could count. */
export const CRASHED = { passed: 0, failed: 1, skipped: 0 };

/**
 * @param {string} reportFile  vitest's JSON report
 * @param {number} exitCode
 * @returns {Tally}
 */
export function readVitestTally(reportFile, exitCode) {
  const report = readReport(reportFile);
  if (report === undefined) return CRASHED;
  // A file that cannot even be loaded has no tests in it to fail.
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return settle(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloadable,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    exitCode,
  );
}

/**
 * @param {string} reportFile  Playwright's JSON report
 * @param {number} exitCode
 * @returns {Tally}
 */
export function readPlaywrightTally(reportFile, exitCode) {
  const report = readReport(reportFile);
  if (report === undefined) return CRASHED;
  const { expected, unexpected, flaky, skipped } = report.stats;
  // `errors` are those outside of any test: a file that cannot be loaded, a server that did not come up.
  return settle({ passed: expected, failed: unexpected + flaky + report.errors.length, skipped }, exitCode);
}

/**
 * @param {Tally} one
 * @param {Tally} other
 * @returns {Tally}
 */
export function addTallies(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/**
 * The last line of `npm test`.
 *
 * @param {Tally} tally
 */
export function describeTally({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A runner that is unhappy without a failed test (an unhandled rejection, a time-out while closing), or that found no
 * test at all, must not pass for a good run.
 *
 * @param {Tally} tally
 * @param {number} exitCode
 * @returns {Tally}
 */
function settle(tally, exitCode) {
  const suspicious = exitCode !== 0 || tally.passed + tally.failed === 0;
  return suspicious && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** @param {string} path */
function readReport(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Cut off by whatever ended the runner; there is nothing to count in it.
    return undefined;
  }
}
