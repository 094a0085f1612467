/**
 * A terminal that is closed, or a log reader that ends, takes nothing with it: what is written from then on is lost, and
 * that is all. Who wants Regrant to end says so with SIGTERM or SIGINT.
 */
export function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('SIGHUP', () => undefined);
}
