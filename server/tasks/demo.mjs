import { launch } from './launch.mjs';
import { runTask } from './task-error.mjs';

await runTask(() => launch('dist/server/sandbox/demo.js'));
