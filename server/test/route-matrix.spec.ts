import { describe, expect, it } from 'vitest';
import { addressOf, RouteTable, type Route } from './route-table.js';
import { ADMIN_TOKEN, CALLER_KEY, startWorld, type World } from './world.js';
import { signInToDashboard } from './world-sign-in.js';
import { leavesAllAsItWas } from './refusals.js';

/** All that nobody needs a right for, with what it answers to a request that has none and says nothing. */
const PUBLIC: Readonly<Record<string, number>> = {
  'GET /healthz': 200,
  'HEAD /healthz': 200,
  'GET /readyz': 200,
  'HEAD /readyz': 200,
  'GET /api/session': 200,
  'HEAD /api/session': 200,
  // Without X-Regrant: whoever signs in or out is our own page.
  'POST /api/session': 403,
  'DELETE /api/session': 403,
  // Comes back from Google without our cookie; what it may do hangs on its own state.
  'GET /api/oauth/google/callback': 400,
  'HEAD /api/oauth/google/callback': 400,
  'GET /*': 200,
  'HEAD /*': 200,
  'GET /index.html': 200,
  'HEAD /index.html': 200,
  'GET /': 200,
  'HEAD /': 200,
};

/** Addresses that are nothing; only mutations are told first that they come from nowhere. */
const NOTHING = new Set(['/api', '/api/*', '/assets/*', '/socket.io', '/socket.io/*', '/metrics', '/metrics/*']);

const SAFE = new Set(['GET', 'HEAD']);
/** Every route that is not plainly an admin's, a page's or public is a caller's, and wants a caller's key. */
const isCallers = (route: Route): boolean =>
  !/^\/(api|metrics)(\/|$)/.test(route.url) && !(nameOf(route) in PUBLIC) && !NOTHING.has(route.url);
const nameOf = ({ method, url }: Route): string => `${method} ${url}`;

async function worldWithTable(): Promise<{ world: World; routes: readonly Route[] }> {
  const table = new RouteTable();
  const world = await startWorld({ accounts: 1, start: { onRoute: table.note } });
  return { world, routes: table.routes };
}

async function ask(world: World, route: Route, headers: Record<string, string>, body?: string) {
  const method = route.method as 'GET';
  const answer = await world.regrant.app
    .getHttpAdapter()
    .getInstance()
    .inject({
      method,
      url: addressOf(route),
      headers: { host: `localhost:${world.regrant.port}`, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
  return { status: answer.statusCode, text: answer.body, headers: answer.headers };
}

describe('every route there is', () => {
  it('is known to this test: the table is Fastify’s own, and holds all kinds', async () => {
    const { routes } = await worldWithTable();
    const names = routes.map(nameOf);
    expect(routes.length).toBeGreaterThan(40);
    for (const name of [
      'GET /api/accounts',
      'POST /api/keys',
      'DELETE /api/sessions/:id',
      'POST /v1/chat/completions',
    ]) {
      expect(names).toContain(name);
    }
    expect(Object.keys(PUBLIC).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('answers 401 to whoever has no right, but for the declared few', async () => {
    const { world, routes } = await worldWithTable();
    await leavesAllAsItWas(world, async () => {
      for (const route of routes) {
        const name = nameOf(route);
        const { status, text } = await ask(world, route, {});
        const declared =
          PUBLIC[name] ?? (NOTHING.has(route.url) && name !== 'GET /metrics' && name !== 'HEAD /metrics' ? 404 : 401);
        // A mutation of nothing is turned away, for its body or by the guard, before it learns that there is nothing.
        const expected = declared === 404 && !SAFE.has(route.method) ? [400, 403, 404] : [declared];
        expect([name, status]).toEqual([name, expect.toBeOneOf(expected)]);
        expect(text).not.toMatch(/alice@example\.com|"ready":|\b0\.1\.0\b/);
      }
    });
    expect(world.gemini.journal).toEqual([]);
  });

  it('takes no key of a caller for an admin, and no session or admin token for a caller', async () => {
    const { world, routes } = await worldWithTable();
    const cookie = await signInToDashboard(world);
    const asCaller: readonly Record<string, string>[] = [
      { authorization: `Bearer ${CALLER_KEY}` },
      { 'x-api-key': CALLER_KEY },
      { 'x-goog-api-key': CALLER_KEY },
    ];
    const asAdmin: readonly Record<string, string>[] = [
      { cookie, 'x-regrant': '1' },
      { authorization: `Bearer ${ADMIN_TOKEN}` },
    ];
    for (const route of routes) {
      const name = nameOf(route);
      if (name in PUBLIC || NOTHING.has(route.url)) continue;
      for (const headers of isCallers(route) ? asAdmin : asCaller) {
        expect([name, headers, (await ask(world, route, headers)).status]).toEqual([name, headers, 401]);
      }
    }
    expect(world.gemini.journal).toEqual([]);
  });

  it('that changes something refuses the session when another page, or no page of ours, sends it', async () => {
    const { world, routes } = await worldWithTable();
    const cookie = await signInToDashboard(world);
    const own = `http://localhost:${world.regrant.port}`;
    const foreign: readonly Record<string, string>[] = [
      {},
      { origin: own },
      { 'sec-fetch-site': 'same-origin' },
      ...[
        'https://evil.example',
        'null',
        '',
        `http://localhost:${world.regrant.port + 1}`,
        `https://localhost:${world.regrant.port}`,
        `${own}.evil.example`,
        `${own}@evil.example`,
        `${own}/`,
        own.toUpperCase(),
      ].map((origin) => ({ origin, 'x-regrant': '1' })),
      ...['cross-site', 'same-site', 'garbage', ''].map((site) => ({ 'sec-fetch-site': site, 'x-regrant': '1' })),
      { origin: own, 'sec-fetch-site': 'cross-site', 'x-regrant': '1' },
    ];
    const mutations = routes.filter((route) => !SAFE.has(route.method) && !isCallers(route));
    expect(mutations.length).toBeGreaterThan(15);
    await leavesAllAsItWas(world, async () => {
      for (const route of mutations) {
        for (const headers of foreign) {
          const { status } = await ask(world, route, { cookie, ...headers });
          // Where there is nothing, Fastify may have refused the missing body of a QUERY before the guard was asked.
          const refused = NOTHING.has(route.url) ? [400, 403] : [403];
          expect([nameOf(route), headers, status]).toEqual([nameOf(route), headers, expect.toBeOneOf(refused)]);
        }
      }
    });
    // The session was good for all of this.
    expect((await ask(world, { method: 'GET', url: '/api/accounts' }, { cookie })).status).toBe(200);
  });

  it('that takes a body takes JSON alone', async () => {
    const { world, routes } = await worldWithTable();
    const cookie = await signInToDashboard(world);
    const types = [
      'text/plain',
      'text/plain; application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json-patch',
      'application/jsonx',
      'text/json',
      'json',
      '*/*',
      '',
    ];
    const takers = routes.filter(
      ({ method, url }) => /^(POST|PATCH|PUT)$/.test(method) && url.startsWith('/api/') && !NOTHING.has(url),
    );
    expect(takers.length).toBeGreaterThan(8);
    await leavesAllAsItWas(world, async () => {
      for (const route of takers) {
        for (const type of types) {
          const headers = { cookie, 'x-regrant': '1', 'content-type': type };
          const { status } = await ask(world, route, headers, '{"token":"x"}');
          expect([nameOf(route), type, status]).toEqual([nameOf(route), type, expect.toBeOneOf([400, 415])]);
        }
      }
    });
  });

  it('goes by no other name than ours', async () => {
    const { world, routes } = await worldWithTable();
    for (const route of routes) {
      for (const host of [
        'evil.example',
        `localhost.evil.example:${world.regrant.port}`,
        `localhost:${world.regrant.port + 1}`,
      ]) {
        const headers = { host, authorization: `Bearer ${ADMIN_TOKEN}`, 'x-api-key': CALLER_KEY };
        expect([nameOf(route), host, (await ask(world, route, headers)).status]).toEqual([nameOf(route), host, 421]);
      }
    }
    expect(world.gemini.journal).toEqual([]);
  });

  it('has no side effect that a mere look could cause', async () => {
    const { world, routes } = await worldWithTable();
    const files = () => Promise.all(world.accounts.map((account) => world.fileText(account)));
    const before = [
      await files(),
      (await world.admin('GET', '/api/keys')).text,
      (await world.admin('GET', '/api/settings')).text,
    ];
    for (const route of routes.filter(({ method, url }) => SAFE.has(method) && !isCallers({ method, url }))) {
      await ask(world, route, { authorization: `Bearer ${ADMIN_TOKEN}` });
    }
    const after = [
      await files(),
      (await world.admin('GET', '/api/keys')).text,
      (await world.admin('GET', '/api/settings')).text,
    ];
    expect(after).toEqual(before);
  });
});
