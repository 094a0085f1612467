import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.js';
import { AccountFolder } from './account-folder.js';
import { AdminApi } from './admin-api.js';
import { Callers } from './callers.js';
import { Dashboard } from './pages/dashboard.js';
import { RegrantProcess } from './regrant-process.js';

export const ALICE = 'alice@example.com';
export const BOB = 'bob@example.com';
export const CAROL = 'carol@example.com';
export const DAVE = 'dave@example.com';

/** Everything one test needs, made for it alone: a Google, a Regrant with accounts in a fresh data directory, a caller. */
export interface World {
  readonly sandbox: Sandbox;
  readonly regrant: RegrantProcess;
  readonly files: AccountFolder;
  readonly callers: Callers;
  readonly admin: AdminApi;
  /** The id of an enrolled account. */
  idOf(email: string): string;
  /** Revokes a grant at Google and lets Regrant find out; resolves when the account's file says so. */
  disable(email: string): Promise<void>;
  /** Who serves what is asked meanwhile, in order. */
  servedDuring(ask: () => Promise<unknown>): Promise<readonly (string | undefined)[]>;
}

interface WorldOptions {
  /** Who has an account from the start. */
  readonly enrolled: readonly string[];
  /** False: as on a fresh machine, Regrant knows no OAuth client. */
  readonly hasClient: boolean;
}

interface WorldFixtures {
  readonly world: World;
  /** The dashboard in a browser that has used the printed link. */
  readonly dashboard: Dashboard;
}

export const test = base.extend<WorldOptions & WorldFixtures>({
  enrolled: [[ALICE, BOB, CAROL], { option: true }],
  hasClient: [true, { option: true }],
  world: async ({ enrolled, hasClient }, use) => {
    const sandbox = await startSandbox();
    // mkdtemp makes it 0700.
    const dataDirectory = await mkdtemp(join(tmpdir(), 'regrant-e2e-'));
    const ids = new Map<string, string>();
    for (const email of enrolled) ids.set(email, (await sandbox.enrol(dataDirectory, email)).id);

    const apiKey = newKey('rg-e2e');
    const adminToken = newKey('rga-e2e');
    const regrant = new RegrantProcess({
      ...(hasClient ? sandbox.environment : withoutClient(sandbox.environment)),
      REGRANT_DATA_DIR: dataDirectory,
      REGRANT_API_KEY: apiKey,
      REGRANT_ADMIN_TOKEN: adminToken,
    });
    await regrant.start();

    const admin = new AdminApi(() => regrant.url, adminToken);
    const files = new AccountFolder(dataDirectory);
    const idOf = (email: string) => {
      const id = ids.get(email);
      if (id === undefined) throw new Error(`${email} was not enrolled`);
      return id;
    };
    await use({
      sandbox,
      regrant,
      files,
      callers: new Callers(regrant.url, apiKey),
      admin,
      idOf,
      async disable(email) {
        await sandbox.google.revoke(email);
        const outcome = await admin.refresh(idOf(email));
        if (outcome !== 'disabled') throw new Error(`The refresh of ${email} ended with ${outcome}`);
        await expect.poll(async () => (await files.read(idOf(email))).disabled).toBe(true);
      },
      async servedDuring(ask) {
        const since = sandbox.gemini.journal.length;
        await ask();
        const asked = sandbox.gemini.journal.slice(since);
        return asked.flatMap(({ email, outcome }) => (outcome === 'answered' ? [email] : []));
      },
    });

    await regrant.kill();
    await sandbox.close();
    await rm(dataDirectory, { recursive: true, force: true });
  },
  dashboard: async ({ page, world }, use) => {
    const dashboard = new Dashboard(page);
    await dashboard.signIn(world.regrant.signInLink);
    await use(dashboard);
  },
});

export { expect };

const newKey = (prefix: string): string => `${prefix}-${randomBytes(16).toString('hex')}`;

function withoutClient(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('REGRANT_GOOGLE_CLIENT_')));
}
