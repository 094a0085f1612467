import type { AddressInfo } from 'node:net';
import proxy from '@fastify/http-proxy';
import { fastify } from 'fastify';
import { answer } from './worker.js';

/* Fastify with its own proxy: what somebody would take who builds a gateway in an afternoon. */

const app = fastify();
await app.register(proxy, { upstream: process.env['BENCH_UPSTREAM'] ?? '', undici: { pipelining: 1 } });
await app.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });

answer({
  port: () => (app.server.address() as AddressInfo).port,
  close: () => app.close(),
});
