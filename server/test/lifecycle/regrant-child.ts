import { startRegrant } from '../../src/app.js';
import { outliveTerminal } from '../../src/outlive-terminal.js';
import type { Patience } from '../../src/patience.js';
import { stopOnSignal } from '../../src/stop-on-signal.js';

// Regrant as main.ts starts it, with the patience that a test wants; tells where it listens.
outliveTerminal();
const [patience = '{}', webRoot = ''] = process.argv.slice(2);
const regrant = await startRegrant({
  argv: [],
  env: process.env,
  webRoot,
  patience: JSON.parse(patience) as Partial<Patience>,
});
stopOnSignal(regrant);
process.send?.({ port: regrant.port });
