import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fromRoot } from './paths.mjs';

/**
 * @typedef {object} Installed
 * @property {string} name
 * @property {string} version
 * @property {string} licence  an SPDX expression, or `unknown`
 * @property {string} integrity  of the archive that npm fetched, as the lock file has it
 */

/**
 * The packages that run with Regrant: what the lock file lists and a production install takes, with the licence that each
 * package itself names. Packages for other platforms are left out; they are not here to be read.
 *
 * @returns {readonly Installed[]}
 */
export function installedForProduction() {
  const { packages } = JSON.parse(readFileSync(fromRoot('package-lock.json'), 'utf8'));
  const found = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.dev === true || !existsSync(fromRoot(path, 'package.json'))) continue;
    const manifest = JSON.parse(readFileSync(fromRoot(path, 'package.json'), 'utf8'));
    const key = `${manifest.name}@${manifest.version}`;
    found.set(key, {
      name: manifest.name,
      version: manifest.version,
      licence: licenceOf(path, manifest),
      integrity: entry.integrity ?? '',
    });
  }
  return [...found.values()].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

/** @param {Installed} entry */
const keyOf = ({ name, version }) => `${name}@${version}`;

/**
 * Old packages write `{ type }`, a list of those, or only a paragraph in their read-me.
 *
 * @param {string} path
 * @param {{ license?: unknown, licenses?: unknown }} manifest
 */
function licenceOf(path, { license, licenses }) {
  const named = license ?? licenses;
  const list = Array.isArray(named) ? named : [named];
  const names = list.map((one) => (typeof one === 'object' && one !== null ? one.type : one)).filter(Boolean);
  if (names.length > 0) return names.join(' OR ');
  const readMe = readdirSync(fromRoot(path)).find((name) => /^readme/i.test(name));
  const text = readMe === undefined ? '' : readFileSync(fromRoot(path, readMe), 'utf8');
  return /The MIT License/i.test(text) ? 'MIT' : 'unknown';
}
