import fc from 'fast-check';
import { expect } from 'vitest';
import { PROBLEM_STATUS } from '../contract/problem.js';
import { generatedRequests } from './generated-requests.js';
import { RouteTable } from './route-table.js';
import { ADMIN_TOKEN, CALLER_KEY, startWorld } from './world.js';

/** Codes that stand in answers of 500 and more on purpose. */
const DECLARED: readonly string[] = [
  ...Object.entries(PROBLEM_STATUS)
    .filter(([code, status]) => status >= 500 && code !== 'server.internal')
    .map(([code]) => code),
  'account_reauth_required',
];

/**
 * Sends so many generated requests to a whole Regrant and holds that none of them ends it, none is answered with a fault
 * that nobody declared, and no account is lost by any.
 */
export async function sendGeneratedRequests(count: number, seed: number): Promise<void> {
  const table = new RouteTable();
  const world = await startWorld({ accounts: 2, start: { onRoute: table.note }, env: { REGRANT_LOG_LEVEL: 'error' } });
  const fastify = world.regrant.app.getHttpAdapter().getInstance();
  // Fast refusals of Google's: what comes back from there is not what this is about.
  world.google.faults.token = { status: 400, body: { error: 'invalid_request' } };
  const before = await Promise.all(world.accounts.map((account) => world.fileText(account)));
  const rights: readonly Record<string, string>[] = [
    { authorization: `Bearer ${ADMIN_TOKEN}` },
    { 'x-api-key': CALLER_KEY },
    {},
  ];
  const host = `localhost:${world.regrant.port}`;
  const undeclared: string[] = [];
  const statuses = new Set<number>();
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(generatedRequests(table.routes, rights), async ({ method, url, headers, body }) => {
      const answer = await fastify.inject({
        method: method as 'GET',
        url,
        headers: { ...headers, host },
        ...(body === undefined ? {} : { payload: body }),
      });
      sent += 1;
      statuses.add(answer.statusCode);
      if (answer.statusCode >= 500 && !DECLARED.some((code) => answer.body.includes(`"${code}"`))) {
        undeclared.push(
          `${method} ${url.slice(0, 200)} ${String(body).slice(0, 200)} → ${answer.statusCode} ${answer.body.slice(0, 300)}`,
        );
      }
    }),
    { numRuns: count, seed, endOnFailure: true },
  );
  expect(undeclared).toEqual([]);
  expect(sent).toBe(count);
  for (const status of [200, 400, 401, 404, 415]) expect([...statuses]).toContain(status);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();

  // Both accounts are there with the tokens they had, and Regrant serves as if nothing had been.
  world.google.faults.token = undefined;
  await world.admin('PATCH', '/api/settings', { auth_mode: 'all_except_health' });
  const after = await Promise.all(world.accounts.map((account) => world.file(account)));
  expect(after.map(({ token }) => token)).toEqual(before.map((text) => (JSON.parse(text) as { token: unknown }).token));
  expect((await world.generate()).status).toBe(200);
}
