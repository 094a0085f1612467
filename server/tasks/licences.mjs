import { writeFileSync } from 'node:fs';
import { ensureDependencies } from './dependencies.mjs';
import { installedForProduction } from './installed.mjs';
import { fromRoot } from './paths.mjs';
import { runTask, say } from './task-error.mjs';

/** Writes docs/licences.md. */
await runTask(async () => {
  await ensureDependencies();
  const packages = installedForProduction();
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  const text = [
    '# Licences',
    '',
    'Regrant itself is under the MIT licence (`LICENSE`). These packages run with it; each brings its full licence text in its own',
    'folder below `node_modules/`, and a build repeats the texts of those it bundles in `dist/server/bundle/THIRD-PARTY.txt`. The',
    'list is written by `npm run licences` and left as it is by hand. The dashboard is bundled from development packages that are',
    'listed in `package-lock.json`.',
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  writeFileSync(fromRoot('docs', 'licences.md'), text);
  say(`docs/licences.md lists ${packages.length} packages`);
});
