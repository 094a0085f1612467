import { spawnSync } from 'node:child_process';
import { fromRoot } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { runTask, TaskError } from './task-error.mjs';

/** Each in a process of its own, one after another: they would disturb each other's figures. */
const BENCHMARKS = ['life-of-a-grant', 'many-accounts', 'start', 'gateway'];

await runTask(async () => {
  await prepare();
  const wanted = process.argv.slice(2);
  for (const name of BENCHMARKS.filter((known) => wanted.length === 0 || wanted.includes(known))) {
    const { status } = spawnSync(process.execPath, [fromRoot(`dist/server/bench/${name}.js`)], { stdio: 'inherit' });
    if (status !== 0) throw new TaskError(`The benchmark ${name} failed.`);
  }
});
