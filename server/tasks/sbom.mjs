import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ensureDependencies } from './dependencies.mjs';
import { installedForProduction } from './installed.mjs';
import { DIST, fromRoot } from './paths.mjs';
import { runTask, say } from './task-error.mjs';

/**
 * One package in the terms of CycloneDX.
 *
 * @param {import('./installed.mjs').Installed} entry
 */
function componentOf({ name, version, licence, integrity }) {
  const [algorithm = '', digest = ''] = integrity.split('-');
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: licence === 'unknown' ? [] : [{ expression: licence }],
    hashes: algorithm === 'sha512' ? [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] : [],
  };
}

/**
 * Writes what runs with Regrant, in CycloneDX 1.5, to dist/sbom.cdx.json. Made from the lock file and not by `npm sbom`:
 * npm takes nested overrides for faults, refuses, and with `--omit=dev` silently leaves out what hangs on them.
 */
await runTask(async () => {
  await ensureDependencies();
  const { name, version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
  const components = installedForProduction().map(componentOf);
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', name, version, 'bom-ref': `pkg:npm/${name}@${version}` } },
    components,
  };
  mkdirSync(DIST, { recursive: true });
  writeFileSync(fromRoot('dist', 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
  say(`dist/sbom.cdx.json lists ${components.length} packages`);
});
