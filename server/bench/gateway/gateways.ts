import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from './worker.js';

/** Something that stands between callers and the upstream. */
export interface Gateway {
  readonly name: string;
  readonly port: number;
  /** Microseconds of CPU since its start. */
  cpu(): Promise<number>;
  /** Resident bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** One of ours, in a process of its own. @param file  see `Worker.start` */
export async function startGateway(
  name: string,
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<Gateway> {
  const worker = await Worker.start(file, env);
  return {
    name,
    port: await worker.ask<number>('port'),
    cpu: () => worker.ask('cpu'),
    memory: () => worker.ask('memory'),
    async stop() {
      await worker.ask('close');
      await worker.stop();
    },
  };
}

/** nginx, where it is installed, with one process as all others have. */
export async function startNginx(upstream: string): Promise<Gateway | undefined> {
  if (spawnSync('nginx', ['-v']).error) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'regrant-bench-nginx-'));
  const port = await freePort();
  await writeFile(join(folder, 'nginx.conf'), nginxConfig(port, upstream, folder));
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
  await pause(300);
  return {
    name: 'nginx',
    port,
    cpu: () => Promise.resolve(cpuOf(child)),
    memory: () => Promise.resolve(Number.NaN),
    async stop() {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const nginxConfig = (port: number, upstream: string, folder: string): string => `
daemon off; master_process off; error_log /dev/null; pid ${join(folder, 'pid')};
events { worker_connections 4096; }
http {
  access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; client_body_buffer_size 128k;
  upstream google { server ${upstream.replace('http://', '')}; keepalive 128; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://google; proxy_http_version 1.1; proxy_set_header connection ""; proxy_buffering off;
      proxy_set_header authorization "Bearer ya29.of-the-benchmark";
    }
  }
}
`;

/** From the kernel, in microseconds: its ticks are hundredths of a second on every Linux that Node runs on. */
function cpuOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10_000;
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
