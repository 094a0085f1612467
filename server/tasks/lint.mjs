import { runVisibly } from './child.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { fromRoot } from './paths.mjs';
import { runTask, say, TaskError } from './task-error.mjs';

/** All of them run, whatever the others say: one round shows everything there is to mend. */
const CHECKS = {
  eslint: ['eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  prettier: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  'dependency-cruiser': [
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    'server',
    'web',
    'e2e',
  ],
  knip: ['knip/bin/knip.js'],
};

async function lint() {
  checkNodeVersion();
  await ensureDependencies();
  const unhappy = [];
  for (const [name, [program, ...args]] of Object.entries(CHECKS)) {
    say(name);
    if ((await runVisibly(process.execPath, [fromRoot('node_modules', program), ...args])) !== 0) unhappy.push(name);
  }
  if (unhappy.length > 0) throw new TaskError(`lint: ${unhappy.join(', ')} found something, see above`);
}

await runTask(lint);
