import { expect, it, onTestFinished } from 'vitest';
import { Agent, request } from 'undici';
import { LiveBus } from '../src/events/live-bus.js';
import { CALLER_KEY, geminiBody, MODEL, startWorld, type World } from './world.js';

const REQUESTS = 10_000;
const AT_ONCE = 32;
/** One grant dies with each so many answers. */
const DEATH_EVERY = 200;

/** Ends one grant after another, and gives each back as soon as Regrant has found out; never ends the last one. */
class Reaper {
  readonly #giving = new Map<string, Promise<void>>();
  readonly #current: Map<string, string>;
  readonly #dying = new Set<string>();
  #next = 0;
  readonly deadTokens: string[] = [];

  constructor(private readonly world: World) {
    this.#current = new Map(world.accounts.map(({ email, token }) => [email, token.refresh_token]));
    const stop = world.regrant.app.get(LiveBus).subscribe(({ type, email }) => {
      if (type === 'account.disabled' && email !== undefined) this.#giving.set(email, this.#giveBack(email));
    });
    onTestFinished(stop);
  }

  async endOne(): Promise<void> {
    const { accounts } = this.world;
    const victim = accounts[(this.#next += 1) % accounts.length];
    // One account always lives: without that, an error would be right.
    if (!victim || this.#dying.size >= accounts.length - 1 || this.#dying.has(victim.email)) return;
    this.#dying.add(victim.email);
    this.deadTokens.push(this.#current.get(victim.email) ?? '');
    await this.world.google.revoke(victim.email);
  }

  async #giveBack(email: string): Promise<void> {
    const { refreshToken } = await this.world.google.mint(email);
    const { status, body } = await this.world.admin('POST', '/api/accounts', { refresh_token: refreshToken });
    expect([status, body['outcome']]).toEqual([200, 'reenabled']);
    this.#current.set(email, refreshToken);
    this.#dying.delete(email);
  }

  async settled(): Promise<void> {
    await Promise.all(this.#giving.values());
  }
}

it(
  'ten thousand requests over six accounts whose grants die and come back: no caller sees an error',
  { timeout: 180_000 },
  async () => {
    const world = await startWorld({ accounts: 6 });
    const reaper = new Reaper(world);
    const agent = new Agent({ connections: AT_ONCE });
    onTestFinished(() => agent.destroy());
    const failures: string[] = [];
    let sent = 0;

    const caller = async (): Promise<void> => {
      while (sent < REQUESTS) {
        sent += 1;
        if (sent % DEATH_EVERY === 0) await reaper.endOne();
        const answer = await request(`${world.url}/v1beta/models/${MODEL}:generateContent`, {
          method: 'POST',
          dispatcher: agent,
          headers: { 'x-goog-api-key': CALLER_KEY, 'content-type': 'application/json' },
          // A conversation of its own each time: one conversation would stay on one account.
          body: JSON.stringify(geminiBody(`Hi ${sent}`)),
        });
        const text = await answer.body.text();
        if (answer.statusCode !== 200) failures.push(`${answer.statusCode} ${text}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, caller));
    await reaper.settled();

    expect(failures).toEqual([]);
    expect(reaper.deadTokens.length).toBeGreaterThanOrEqual(40);
    for (const token of reaper.deadTokens) {
      const refusals = world.refreshesOf(token).filter(({ outcome }) => outcome === 'invalid_grant');
      expect(refusals.length).toBeLessThanOrEqual(1);
    }
    const disabled = (await world.events()).filter(({ type }) => type === 'account.disabled');
    expect(disabled.length).toBeGreaterThanOrEqual(40);
  },
);
