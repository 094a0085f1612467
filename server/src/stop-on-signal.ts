import type { RunningRegrant } from './app.js';

/** Asked to stop, it finishes what is under way and ends well; asked again, it ends at once. */
export function stopOnSignal(regrant: Pick<RunningRegrant, 'close'>): void {
  const stop = async () => {
    await regrant.close();
    // Whatever still holds the process open (a keep-alive socket, a timer of a library) has nothing more to do.
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}
