import { RegrantError } from './core/errors/regrant-error.js';
import { startRegrant, type RunningRegrant } from './app.js';

// Node opens a debugger, and with it every secret, to whoever sends this signal; a listener takes its place.
process.on('SIGUSR1', () => undefined);

try {
  const regrant = await startRegrant({ argv: process.argv.slice(2), env: process.env });
  greet(regrant);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(regrant));
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

async function stop(regrant: RunningRegrant): Promise<void> {
  await regrant.close();
  // Whatever still holds the process open (a keep-alive socket, a timer of a library) has nothing more to do.
  process.exit(0);
}
