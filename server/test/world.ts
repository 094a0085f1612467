import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { AccountList, AccountView } from '../contract/http/accounts.js';
import type { EventPage, EventType, LiveEvent } from '../contract/events.js';
import type { EnrolledAccount } from '../sandbox/account-file.js';
import type { GoogleOptions } from '../sandbox/google.js';
import { SANDBOX_PEOPLE, type Person } from '../sandbox/person.js';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';
import { sha256Hex, type TokenRequest } from '../sandbox/token-endpoint.js';
import { startRegrant, type RunningRegrant, type StartOptions } from '../src/app.js';
import { LiveBus } from '../src/events/live-bus.js';
import { CapturedLog } from './captured-log.js';

export const ADMIN_TOKEN = 'rga-admin-token-of-a-test-0123456789';
export const CALLER_KEY = 'rg-caller-key-of-a-test-0123456789';
export const MODEL = 'gemini-2.5-flash-lite';
/** Where a Gemini client asks for a whole answer, and for a stream. */
export const GENERATE = `/v1beta/models/${MODEL}:generateContent`;
export const STREAM = `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`;

/** A whole server is started in each test, perhaps beside others on a small machine. */
vi.setConfig({ testTimeout: 60_000 });

/** Longer than an access token lives. */
const LONG_AGO_MS = 2 * 3_600_000;

export type Enrolled = EnrolledAccount & { readonly path: string };

export interface WorldOptions {
  /** How many people are enrolled before the start. Default 3. */
  readonly accounts?: number;
  /** Their access tokens have run out. */
  readonly expired?: boolean;
  readonly google?: Omit<GoogleOptions, 'people'>;
  /** Beside, or in place of, what points Regrant at the sandbox. */
  readonly env?: Readonly<Record<string, string>>;
  /** What else `startRegrant` is told. */
  readonly start?: Pick<StartOptions, 'onRoute' | 'patience'>;
  /** Runs between enrolment and the start of Regrant. */
  readonly before?: (parts: BeforeStart) => Promise<void> | void;
}

export type BeforeStart = Pick<World, 'sandbox' | 'dataDirectory' | 'accounts'>;

export interface JsonAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

/**
 * Regrant and everything around it, in this process: the sandbox in the place of Google, a data directory of its own,
 * enrolled accounts, and the ways in that its users have. Ends with the test that started it.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { world, end } = await openWorld(options);
  onTestFinished(end);
  return world;
}

/** The same for a whole file of tests, which ends it by itself: starting one costs more than most tests. */
export async function openWorld(
  options: WorldOptions = {},
): Promise<{ readonly world: World; readonly end: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'regrant-world-'));
  const sandbox = await startSandbox({ google: { ...options.google, people: peopleOf(options.accounts ?? 3) } });
  const world = new World(sandbox, join(root, 'data'), join(root, 'web'), options.env ?? {}, options.start);
  const end = async () => {
    await world.close();
    // A use of a key may be written down a moment after its request has ended.
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  };
  await mkdir(world.webRoot);
  await writeFile(join(world.webRoot, 'index.html'), '<!doctype html><title>Regrant</title>');
  const nowMs = Date.now() - (options.expired === true ? LONG_AGO_MS : 0);
  for (const { email } of sandbox.google.people.slice(0, options.accounts ?? 3)) {
    world.accounts.push(
      await sandbox.enrol(world.dataDirectory, email, { nowMs, projectId: `project-of-${email.split('@')[0]}` }),
    );
  }
  try {
    await options.before?.(world);
    await world.start();
  } catch (error) {
    await end();
    throw error;
  }
  return { world, end };
}

/** The sandbox's own people first, then as many more as are wanted; always one more than is enrolled. */
function peopleOf(accounts: number): readonly Person[] {
  const more = Array.from({ length: Math.max(0, accounts + 1 - SANDBOX_PEOPLE.length) }, (_, index) => ({
    sub: String(109_300_000_000_100 + index),
    email: `person-${index}@example.com`,
    name: `Person ${index}`,
  }));
  return [...SANDBOX_PEOPLE, ...more];
}

export class World {
  readonly accounts: Enrolled[] = [];
  readonly log = new CapturedLog();
  #regrant: RunningRegrant | undefined;
  #isClosed = false;
  #prompts = 0;

  constructor(
    readonly sandbox: Sandbox,
    readonly dataDirectory: string,
    readonly webRoot: string,
    private readonly env: Readonly<Record<string, string>>,
    private readonly startOptions: WorldOptions['start'] = {},
  ) {}

  get google(): Sandbox['google'] {
    return this.sandbox.google;
  }

  get gemini(): Sandbox['gemini'] {
    return this.sandbox.gemini;
  }

  get vertex(): Sandbox['vertex'] {
    return this.sandbox.vertex;
  }

  get regrant(): RunningRegrant {
    if (!this.#regrant) throw new Error('Regrant does not run');
    return this.#regrant;
  }

  /** Where it listens; under another name than its public address, which may mean ::1 here. */
  get url(): string {
    return `http://127.0.0.1:${this.regrant.port}`;
  }

  get environment(): Readonly<Record<string, string>> {
    return {
      ...this.sandbox.environment,
      REGRANT_HOST: '127.0.0.1',
      REGRANT_PORT: '0',
      REGRANT_DATA_DIR: this.dataDirectory,
      REGRANT_ADMIN_TOKEN: ADMIN_TOKEN,
      REGRANT_API_KEY: CALLER_KEY,
      REGRANT_LOG_FORMAT: 'json',
      ...this.env,
    };
  }

  start(): Promise<void> {
    return this.startWith({});
  }

  /** Starts with a changed environment, this once. */
  async startWith(env: Readonly<Record<string, string | undefined>>): Promise<void> {
    this.#regrant = await startRegrant({
      argv: [],
      env: { ...this.environment, ...env },
      output: this.log.output,
      webRoot: this.webRoot,
      ...this.startOptions,
    });
  }

  async stop(): Promise<void> {
    const running = this.#regrant;
    this.#regrant = undefined;
    await running?.close();
  }

  /** As a person does it: stop, and start again on the same data directory. */
  async restart(): Promise<void> {
    await this.stop();
    this.log.clear();
    await this.start();
  }

  /** The sandbox first: what it holds back would keep Regrant waiting. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.sandbox.close();
    await this.stop();
  }

  account(index: number): Enrolled {
    const account = this.accounts[index];
    if (!account) throw new Error(`No account ${index} is enrolled in this world`);
    return account;
  }

  /** A call of the admin API with the admin token. */
  async admin<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<JsonAnswer<T>> {
    return answerOf<T>(
      await fetch(`${this.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${ADMIN_TOKEN}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  }

  async view(account: Pick<Enrolled, 'id'>): Promise<AccountView> {
    const { body } = await this.admin<AccountList>('GET', '/api/accounts');
    const view = body.accounts.find(({ id }) => id === account.id);
    if (!view) throw new Error(`Account ${account.id} is not listed`);
    return view;
  }

  /** A caller's request with its key; the path says which wire it speaks. */
  call(path: string, init: RequestInit & { readonly json?: unknown } = {}): Promise<Response> {
    const { json, headers, ...rest } = init;
    return fetch(`${this.url}${path}`, {
      ...(json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }),
      headers: { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json', ...headers },
      ...rest,
    });
  }

  /** One Gemini `generateContent`. */
  async generate<T = GeminiAnswer>(text = this.#newPrompt(), init: RequestInit = {}): Promise<JsonAnswer<T>> {
    return answerOf<T>(await this.call(`/v1beta/models/${MODEL}:generateContent`, { json: geminiBody(text), ...init }));
  }

  /** One OpenAI chat completion. */
  async chat<T = Record<string, unknown>>(text = this.#newPrompt(), more: object = {}): Promise<JsonAnswer<T>> {
    return answerOf<T>(await this.call('/v1/chat/completions', { json: { ...chatBody(text), ...more } }));
  }

  /** Another conversation each time: one conversation would stay on one account. */
  #newPrompt(): string {
    this.#prompts += 1;
    return `Hello ${this.#prompts}`;
  }

  /** What the token endpoint was asked about one refresh token. */
  refreshesOf(refreshToken: string): readonly TokenRequest[] {
    const digest = sha256Hex(refreshToken);
    return this.google.journal.filter(({ refreshTokenSha256 }) => refreshTokenSha256 === digest);
  }

  /** Whose account each upstream request went with, oldest first. */
  get servedBy(): readonly (string | undefined)[] {
    return this.gemini.journal.map(({ email }) => email);
  }

  async events(): Promise<readonly LiveEvent[]> {
    return (await this.admin<EventPage>('GET', '/api/events')).body.events;
  }

  /**
   * The next event of a type, counted from this call on: ask for it before doing what brings it about.
   * Told within the call that publishes it.
   */
  nextEvent(type: EventType, about?: Pick<Enrolled, 'email'>): Promise<LiveEvent> {
    const bus = this.regrant.app.get(LiveBus);
    return new Promise((resolve) => {
      const stop = bus.subscribe((event) => {
        if (event.type !== type || (about && event.email !== about.email)) return;
        stop();
        resolve(event);
      });
    });
  }

  async file(account: Pick<Enrolled, 'path'>): Promise<Record<string, unknown>> {
    return JSON.parse(await this.fileText(account)) as Record<string, unknown>;
  }

  fileText(account: Pick<Enrolled, 'path'>): Promise<string> {
    return readFile(account.path, 'utf8');
  }

  /** Ends the grant at Google, and lets Regrant find out and write it down. */
  async letDie(account: Enrolled): Promise<void> {
    await this.google.revoke(account.email);
    const told = this.nextEvent('account.disabled', account);
    await this.admin('POST', `/api/accounts/${account.id}/refresh`);
    await told;
    await this.untilSaved(account);
  }

  /** What memory holds of an account is on disk: a change that is made behind all others has been written. */
  async untilSaved(account: Pick<Enrolled, 'id'>): Promise<void> {
    await this.admin('PATCH', `/api/accounts/${account.id}`, { priority: (await this.view(account)).priority });
  }
}

export interface GeminiAnswer {
  readonly candidates: readonly { readonly content: { readonly parts: readonly { readonly text: string }[] } }[];
}

export const geminiBody = (text: string): object => ({ contents: [{ role: 'user', parts: [{ text }] }] });

export const chatBody = (text: string): object => ({ model: MODEL, messages: [{ role: 'user', content: text }] });

async function answerOf<T>(response: Response): Promise<JsonAnswer<T>> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as T };
}
