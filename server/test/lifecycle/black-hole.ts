import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface BlackHoleOptions {
  readonly host?: string;
  /** 0, the default, for any that is free. */
  readonly port?: number;
}

/** A port where connections are neither taken nor refused, as behind a firewall that drops everything. */
export async function blackHole({ host = '127.0.0.1', port = 0 }: BlackHoleOptions = {}): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '-e',
      `const server = require('node:net').createServer();
       const [host, port] = process.argv.slice(1);
       server.listen({ port: Number(port), host, backlog: 1 }, () => console.log(server.address().port));`,
      host,
      String(port),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const listening = Number(line.toString());
  // It accepts nobody any more, and a few who wait fill its queue: from then on the system drops what comes.
  child.kill('SIGSTOP');
  const waiting: Socket[] = Array.from({ length: 4 }, () => connect(listening, host).on('error', () => undefined));
  onTestFinished(() => waiting.forEach((socket) => socket.destroy()));
  await Promise.all(waiting.slice(0, 2).map((socket) => once(socket, 'connect')));
  return listening;
}
