import { startGateway, startNginx, type Gateway } from './gateway/gateways.js';
import { accounts, passThrough, slowStreams, translations, volume, waiting, warmUp } from './gateway/measures.js';
import { report, type Row } from './gateway/table.js';
import { Worker } from './gateway/worker.js';

/*
 * What Regrant costs its callers: against a bare pipe of `node:http` and undici, against other gateways that are installed,
 * and, for callers of other wires, against the smallest translation. All in processes of their own, on loopback, in turns.
 */
const LONGEST_MS = 240_000;

const stops: (() => Promise<void>)[] = [];
const rows: Row[] = [];
// Whoever is asked then answers no more, and what has been measured is reported.
const limit = setTimeout(() => {
  process.stderr.write(`Stopped after ${LONGEST_MS / 1000} s.\n`);
  void stopAll();
}, LONGEST_MS);
try {
  await measure();
} catch (error) {
  process.stderr.write(`Not all could be measured: ${String(error)}\n`);
  process.exitCode = 1;
} finally {
  clearTimeout(limit);
  await stopAll();
  await report(rows);
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).toReversed()) await stop();
}

async function measure(): Promise<void> {
  const upstream = await worker('upstream');
  const load = await worker('load');
  const origin = `http://127.0.0.1:${await upstream.ask<number>('port')}`;
  const env = { BENCH_UPSTREAM: origin };
  const bare = await gateway('bare pipe', 'bare-pipe', env);
  const regrant = await gateway('10 accounts', 'regrant', { ...env, BENCH_ACCOUNTS: '10' });
  const others = await otherGateways(origin);
  await warmUp(load, [bare, regrant]);
  rows.push(...(await passThrough(load, [bare, regrant, ...others])));
  rows.push(...(await waiting(load, bare, regrant)));
  rows.push(...(await volume(load, bare, regrant)));
  const smallest = await gateway('smallest translation', 'smallest-translation', env);
  rows.push(...(await translations(load, smallest, regrant)));
  rows.push(...(await slowStreams(load, upstream, regrant)));
  const many = await gateway('10,000 accounts', 'regrant', { ...env, BENCH_ACCOUNTS: '10000' });
  rows.push(...(await accounts(load, regrant, many)));
}

async function worker(file: string): Promise<Worker> {
  const started = await Worker.start(file);
  stops.push(() => started.stop());
  return started;
}

async function gateway(name: string, file: string, env: Readonly<Record<string, string>>): Promise<Gateway> {
  const started = await startGateway(name, file, env);
  stops.push(() => started.stop());
  return started;
}

async function otherGateways(origin: string): Promise<readonly Gateway[]> {
  const proxy = await gateway('@fastify/http-proxy', 'http-proxy', { BENCH_UPSTREAM: origin });
  const nginx = await startNginx(origin);
  if (!nginx) {
    process.stdout.write('nginx is not installed here, and not measured.\n');
    return [proxy];
  }
  stops.push(() => nginx.stop());
  return [proxy, nginx];
}
