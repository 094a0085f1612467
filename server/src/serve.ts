import { RegrantError } from './core/errors/regrant-error.js';
import { startRegrant, type RunningRegrant } from './app.js';
import { outliveTerminal } from './outlive-terminal.js';
import { stopOnSignal } from './stop-on-signal.js';

outliveTerminal();
try {
  const regrant = await startRegrant({ argv: process.argv.slice(2), env: process.env });
  greet(regrant);
  stopOnSignal(regrant);
} catch (error) {
  if (!(error instanceof RegrantError)) throw error;
  process.stderr.write(`${error.message}\n→ ${error.hint} [${error.code}]\n`);
  process.exitCode = 1;
}

function greet({ url, signInLink, newApiKey }: RunningRegrant): void {
  const key = newApiKey === null ? [] : [`  API key    ${newApiKey}   (shown this once; programs send it)`];
  process.stdout.write(
    ['', '  Regrant is listening.', `  Dashboard  ${signInLink}`, `  Gateway    ${url}`, ...key, '', ''].join('\n'),
  );
}
