import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { GeminiFault } from '../../sandbox/gemini-fault.js';
import { SANDBOX_PEOPLE } from '../../sandbox/person.js';
import type { TokenFault } from '../../sandbox/token-fault.js';
import { UpstreamLimits } from '../../src/upstream/upstream-limits.js';
import { overbooked } from '../lifecycle/overbooked.js';
import { builtRegrant } from '../lifecycle/built-regrant.js';
import { RegrantProcess } from '../lifecycle/regrant-process.js';
import { GENERATE, STREAM } from '../world.js';

/** One fault every ten seconds for two hours are 720. */
const ROUNDS = Number(process.env['REGRANT_FAULT_ROUNDS'] ?? 60);
const SEED = Number(process.env['REGRANT_FAULT_SEED'] ?? Date.now() % 1_000_000);
const CALLERS = 4;
/** What is told to a caller whom nobody can serve just now. */
const HONEST = [200, 429, 502, 503, 504];

const built = builtRegrant();

interface Listed {
  readonly id: string;
  readonly email: string;
  readonly status: string;
  readonly disabled: boolean;
}

/** Small and repeatable. @see Marsaglia, "Xorshift RNGs" (2003) */
function xorshift(seed: number): (below: number) => number {
  let state = (seed + 1) | 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Everything that may befall one Regrant, and what must hold all the while and in the end. */
class Chaos {
  readonly #pick = xorshift(SEED);
  /** Whose grants have died, and have not been given again. */
  readonly #dead = new Set<string>();
  readonly #labels = new Map<string, string>();
  readonly #secrets: string[] = [];
  readonly complaints: string[] = [];
  told = new Map<number | 'not taken', number>();
  output = '';

  constructor(public regrant: RegrantProcess) {}

  get #folder(): string {
    return join(this.regrant.dataDirectory, 'accounts');
  }

  #anybody(): string {
    return SANDBOX_PEOPLE[this.#pick(SANDBOX_PEOPLE.length)]?.email ?? '';
  }

  readonly faults: readonly (() => Promise<() => Promise<void> | void>)[] = [
    () => this.#upstream(() => ({ status: 503, body: { error: { code: 503, status: 'UNAVAILABLE' } } })),
    () => this.#upstream(() => 'reset'),
    () => this.#upstream(() => 'hang'),
    () => this.#upstream(() => ({ status: 429, headers: { 'retry-after': '1' }, body: '{}' })),
    () => this.#upstream(() => ({ cutAfterBytes: 20 })),
    () => this.#tokens('unavailable'),
    () => this.#tokens('captive_portal'),
    () => this.#tokens('reset'),
    () => this.#tokens('truncated'),
    () => this.#tokens('too_many_requests'),
    () => this.#tokens('answer_lost'),
    () => this.#death(),
    () => this.#death(),
    () => this.#ends('SIGKILL'),
    () => this.#ends('SIGTERM'),
    () => this.#sleeps(),
    () => this.#edit(),
    () => this.#folderGone(),
  ];

  async round(): Promise<string> {
    const which = this.#pick(this.faults.length);
    const mend = await this.faults[which]?.();
    await new Promise((resolve) => setTimeout(resolve, 300 + this.#pick(700)));
    await mend?.();
    return String(which);
  }

  #upstream(fault: () => GeminiFault) {
    const email = this.#anybody();
    const { faults } = this.regrant.gemini;
    faults.next = (request) => (request.email === email ? fault() : undefined);
    return Promise.resolve(() => void (faults.next = undefined));
  }

  /** The token endpoint fails, and somebody needs it. */
  async #tokens(fault: TokenFault) {
    const { google } = this.regrant.sandbox;
    google.faults.token = fault;
    await google.expireAccessTokens(this.#anybody());
    return () => void (google.faults.token = undefined);
  }

  /** A grant dies while others serve, and is given again. */
  async #death() {
    const email = this.#anybody();
    this.#dead.add(email);
    await this.regrant.sandbox.google.revoke(email);
    return () => this.revive(email);
  }

  async #ends(signal: 'SIGKILL' | 'SIGTERM') {
    this.regrant.child.kill(signal);
    this.output += this.regrant.output;
    this.regrant = await this.regrant.again();
    return () => undefined;
  }

  #sleeps() {
    const { child } = this.regrant;
    child.kill('SIGSTOP');
    return Promise.resolve(() => void child.kill('SIGCONT'));
  }

  /** Somebody gives an account a label with an editor. */
  #edit() {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith('.json'));
    const path = join(this.#folder, names[this.#pick(names.length)] ?? '');
    const file = JSON.parse(readFileSync(path, 'utf8')) as { email: string };
    const label = `label ${this.#pick(1_000_000)}`;
    writeFileSync(path, JSON.stringify({ ...file, note_of_mine: label }, null, 2));
    this.#labels.set(file.email, label);
    return Promise.resolve(() => undefined);
  }

  async #folderGone() {
    await rename(this.#folder, `${this.#folder}-away`);
    return () => rename(`${this.#folder}-away`, this.#folder);
  }

  async revive(email: string): Promise<void> {
    const { refreshToken, accessToken } = await this.regrant.sandbox.google.mint(email);
    this.#secrets.push(refreshToken, accessToken);
    const { status } = await this.regrant.admin('POST', '/api/accounts', { refresh_token: refreshToken });
    if (status < 300) this.#dead.delete(email);
  }

  async listed(): Promise<readonly Listed[]> {
    return ((await (await this.regrant.admin('GET', '/api/accounts')).json()) as { accounts: Listed[] }).accounts;
  }

  async call(text: string, path = GENERATE): Promise<number | 'not taken'> {
    const answer = await this.regrant.call(path, text).catch(() => undefined);
    // An answer that breaks off is one that nobody can take for whole.
    const body = await answer?.text().catch(() => undefined);
    const status = answer?.status ?? 'not taken';
    this.told.set(status, (this.told.get(status) ?? 0) + 1);
    if (status !== 'not taken' && !HONEST.includes(status)) this.complaints.push(`${text}: ${status} ${body}`);
    const others = (body ?? '').match(/caller-\d+-\d+/g)?.filter((name) => name !== text) ?? [];
    if (others.length > 0) this.complaints.push(`${text} was told of ${others.join()}`);
    if (status === 200 && path === GENERATE && body !== undefined && !body.includes(text))
      this.complaints.push(`${text}: ${body}`);
    return status;
  }

  /** What has to be true of files and log at any time. */
  examine(): void {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith('.json'));
    const files = names.map(
      (name) => JSON.parse(readFileSync(join(this.#folder, name), 'utf8')) as Record<string, unknown>,
    );
    expect(files.map(({ email }) => email).sort()).toEqual(SANDBOX_PEOPLE.map(({ email }) => email).sort());
    for (const { email, note_of_mine: note } of files) {
      if (this.#labels.has(String(email))) expect([email, note]).toEqual([email, this.#labels.get(String(email))]);
    }
    const log = this.output + this.regrant.output;
    expect(this.#secrets.filter((secret) => log.includes(secret))).toEqual([]);
    expect(log).not.toMatch(/unhandled|"level":60/i);
  }

  /** Nobody is off whose grant lives. */
  async nobodyIsOffInVain(): Promise<void> {
    const off = (await this.listed()).filter(({ disabled }) => disabled).map(({ email }) => email);
    expect(off.filter((email) => !this.#dead.has(email))).toEqual([]);
  }

  async reviveAll(): Promise<void> {
    for (const email of this.#dead) await this.revive(email);
    expect([...this.#dead]).toEqual([]);
  }
}

it(
  `${ROUNDS} faults one after the other (seed ${SEED}) end nothing, mix up nothing, and leave all well`,
  { timeout: ROUNDS * 20_000 + 60_000 },
  async () => {
    const chaos = new Chaos(
      await RegrantProcess.start(built.program, {
        accounts: SANDBOX_PEOPLE.length,
        patience: { upstream: new UpstreamLimits({ firstByteMs: 1_500, idleMs: 1_500 }) },
      }),
    );
    const over = new AbortController();
    const caller = async (name: number) => {
      for (let round = 0; !over.signal.aborted; round += 1) {
        const status = await chaos.call(`caller-${name}-${round}`, round % 2 === 0 ? GENERATE : STREAM);
        // As people do who are told to come again.
        if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const callers = Array.from({ length: CALLERS }, (_, name) => caller(name));
    let rounds = '';
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds += ` ${await chaos.round()}`;
      chaos.examine();
      expect([rounds, chaos.regrant.child.exitCode, chaos.regrant.child.signalCode]).toEqual([rounds, null, null]);
      await chaos.nobodyIsOffInVain();
    }
    over.abort();
    await Promise.all(callers);
    process.stdout.write(
      `chaos (seed ${SEED}): faults${rounds}; callers were told ${JSON.stringify(Object.fromEntries(chaos.told))}\n`,
    );
    expect(chaos.complaints).toEqual([]);
    expect(chaos.told.get(200)).toBeGreaterThan(ROUNDS);

    await chaos.reviveAll();
    // An account that failed five times in a row rests for half a minute at least, which is not being off.
    const off = async () => (await chaos.listed()).filter(({ status }) => !['ready', 'cooling'].includes(status));
    await expect.poll(off, { interval: 100, timeout: 10_000 * overbooked() }).toEqual([]);
    for (let round = 0; round < 12; round += 1) expect(await chaos.call(`caller-9-${round}`)).toBe(200);
    chaos.examine();
  },
);
