import { launch } from './launch.mjs';
import { runTask } from './task-error.mjs';

// Import and export of accounts from the command line.
await runTask(() => launch('dist/server/bundle/regrant.js'));
