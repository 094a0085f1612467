import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './child.mjs';
import { isEntry } from './is-entry.mjs';
import { fromRoot } from './paths.mjs';
import { runTask, say, TaskError } from './task-error.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
];

/**
 * Finds a Chromium for the browser tests, and gets one where it may. Dependencies have to be installed.
 *
 * @returns {Promise<string>} an executable that has been seen to start
 * @throws {TaskError} that says how to come by one
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await starts(named)) return named;
    throw new TaskError(`CHROMIUM_PATH is ${named}, which does not start as a browser. Correct it, or unset it.`);
  }
  const found = (await firstThatStarts(systemPlaces())) ?? (await firstThatStarts([await playwrightPlace()]));
  const browser = found ?? (await debianPackage()) ?? (await playwrightDownload());
  if (browser !== undefined) return browser;
  throw new TaskError(
    'no Chromium found for the browser tests, and none could be installed. Install Chromium or Chrome with your ' +
      "system's package manager, or run `npx playwright install --with-deps chromium`, or set CHROMIUM_PATH to one.",
  );
}

function systemPlaces() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...FIXED_PLACES];
}

/** Where Playwright puts its own, whether it is there or not. */
async function playwrightPlace() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

async function debianPackage() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  say("no Chromium here: installing Debian's package");
  const install = 'apt-get update && apt-get install --yes --no-install-recommends chromium';
  const { ok, output } = await runQuietly('apt-get install chromium', 'sh', [
    '-c',
    `export DEBIAN_FRONTEND=noninteractive; ${install}`,
  ]);
  if (!ok) process.stderr.write(output);
  return firstThatStarts(systemPlaces());
}

async function playwrightDownload() {
  say('no Chromium here: letting Playwright download its own');
  const cli = fromRoot('node_modules', '@playwright', 'test', 'cli.js');
  const { ok, output } = await runQuietly('playwright install', process.execPath, [cli, 'install', 'chromium']);
  if (!ok) process.stderr.write(output);
  return firstThatStarts([await playwrightPlace()]);
}

/** @param {readonly string[]} places */
async function firstThatStarts(places) {
  for (const place of places) {
    if (isExecutable(place) && (await starts(place))) return place;
  }
  return undefined;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Some systems carry a stub that only tells how to install the browser, so being there is not enough.
 * On Windows asking for the version opens a window instead.
 *
 * @param {string} path
 */
async function starts(path) {
  if (process.platform === 'win32') return existsSync(path);
  return (await runQuietly(`${path} --version`, path, ['--version'])).ok;
}

if (isEntry(import.meta.url)) {
  await runTask(async () => {
    process.stdout.write(`${await findBrowser()}\n`);
  });
}
