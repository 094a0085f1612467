import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { AccountRegistry } from '../src/accounts/account-registry.js';
import { RefreshFlights } from '../src/oauth/refresh-flights.js';
import { Pool } from '../src/pool/pool.service.js';
import { ADMIN_TOKEN } from './bench-settings.js';
import { openBenchWorld } from './bench-world.js';
import { figure, report } from './figures.js';

const ROUNDS = 150;
const PERSON = 'alice@example.com';

/*
 * How fast the death of a grant takes effect, and its return: a grant is revoked at the authorization server, a refresh
 * finds out, and the owner gives a new refresh token; again and again.
 */
const world = await openBenchWorld();
const { id, path } = await world.sandbox.enrol(world.dataDirectory, PERSON);
await world.sandbox.enrol(world.dataDirectory, 'bob@example.com');
const regrant = await world.start();
const pool = regrant.app.get(Pool);
const socket = io(regrant.url, { extraHeaders: { authorization: `Bearer ${ADMIN_TOKEN}` }, transports: ['websocket'] });
await new Promise<void>((resolve) => socket.once('connect', resolve));

/** The moment at which the refusal was known, before anything was done about it. */
let refusedAtMs = 0;
const flights = regrant.app.get(RefreshFlights);
const refresh = flights.refresh.bind(flights);
flights.refresh = async (...args) => {
  const outcome = await refresh(...args);
  refusedAtMs = performance.now();
  return outcome;
};
let leftAtMs = 0;
regrant.app.get(AccountRegistry).onChange(({ id: changed, before, after }) => {
  if (changed === id && !before?.disabled && after?.disabled && !pool.isMember(id)) leftAtMs = performance.now();
});

const inMemory: number[] = [];
const onDisk: number[] = [];
const onPage: number[] = [];
const servingAgain: number[] = [];

for (let round = 0; round < ROUNDS; round += 1) {
  await world.sandbox.google.revoke(PERSON);
  const told = new Promise<number>((resolve) => {
    socket.on('event', function listen(event: { type: string; account_id?: string }) {
      if (event.type !== 'account.disabled' || event.account_id !== id) return;
      socket.off('event', listen);
      resolve(performance.now());
    });
  });
  await api('POST', `/api/accounts/${id}/refresh`, {});
  const writtenAtMs = await disabledOnDisk(path);
  inMemory.push(leftAtMs - refusedAtMs);
  onDisk.push(writtenAtMs - refusedAtMs);
  onPage.push((await told) - refusedAtMs);

  const { refreshToken } = await world.sandbox.google.mint(PERSON);
  await api('POST', '/api/accounts', { refresh_token: refreshToken });
  const answeredAtMs = performance.now();
  while (!pool.isReady(id)) await nextTurn();
  servingAgain.push(performance.now() - answeredAtMs);
}

await report('The life of a grant', [
  figure('refusal → out of the pool', 'ms', 1, inMemory),
  figure('refusal → disabled on disk (fsynced)', 'ms', 50, onDisk),
  figure('refusal → event at the dashboard', 'ms', 200, onPage),
  figure('new token answered → serving', 'ms', 100, servingAgain),
]);
socket.close();
await world.close();

async function api(method: string, route: string, body: unknown): Promise<void> {
  const answer = await fetch(`${regrant.url}${route}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${route} answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

/** Looks at the file until it says so; what it costs to look is part of the figure. */
async function disabledOnDisk(file: string): Promise<number> {
  for (;;) {
    const { disabled } = JSON.parse(await readFile(file, 'utf8')) as { disabled?: boolean };
    if (disabled === true) return performance.now();
    await nextTurn();
  }
}
