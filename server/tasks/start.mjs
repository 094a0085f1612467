import { readFileSync } from 'node:fs';
import { launch } from './launch.mjs';
import { fromRoot } from './paths.mjs';
import { runTask } from './task-error.mjs';

// What `node .` would run, so that both start the same program.
await runTask(() => launch(JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')).main));
