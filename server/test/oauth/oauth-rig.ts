import cookie from '@fastify/cookie';
import {
  Catch,
  Global,
  Module,
  StandardSchemaValidationPipe,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply } from 'fastify';
import { Writable } from 'node:stream';
import { vi } from 'vitest';
import { PROBLEM_STATUS, type ProblemCode } from '../../contract/problem.js';
import { startGoogle, type GoogleOptions, type SandboxGoogle } from '../../sandbox/google.js';
import { AccountRegistry } from '../../src/accounts/account-registry.js';
import { AccountViews } from '../../src/accounts/account-view.js';
import { EnrolmentService } from '../../src/accounts/enrolment.service.js';
import { UnsavedChanges } from '../../src/accounts/unsaved-changes.js';
import { AdminAuthModule } from '../../src/admin-auth/admin-auth.module.js';
import { AdminSessions } from '../../src/admin-auth/admin-sessions.js';
import { SecretsStore, secretsSchema } from '../../src/config/secrets.store.js';
import { SettingsService } from '../../src/config/settings.service.js';
import { RegrantError } from '../../src/core/errors/regrant-error.js';
import { AccountStore } from '../../src/core/ports/account-store.js';
import { Clock } from '../../src/core/ports/clock.js';
import { EventBus } from '../../src/core/ports/event-bus.js';
import { Serving } from '../../src/core/ports/serving.js';
import { OAuthModule } from '../../src/oauth/oauth.module.js';
import { SignInFlows } from '../../src/oauth/sign-in-flows.js';
import { Log } from '../../src/observability/logger.js';
import { Redactor } from '../../src/observability/redactor.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { MemoryAccountStore } from '../fakes/memory-account-store.js';
import { CookieBrowser, type Visit } from './cookie-browser.js';

const settingsService = (env: Record<string, string>, file: Record<string, unknown> = {}) =>
  new SettingsService({ argv: [], env, file }, { save: async () => undefined });

/** Says errors of ours with their status, as the application's own filter does. */
@Catch(RegrantError)
class ProblemFilter implements ExceptionFilter<RegrantError> {
  catch({ code, message, hint }: RegrantError, host: ArgumentsHost): void {
    const status = PROBLEM_STATUS[code as ProblemCode];
    void host.switchToHttp().getResponse<FastifyReply>().status(status).send({ code, detail: message, hint });
  }
}

export type OAuthRig = Awaited<ReturnType<typeof startOAuthRig>>;

/** Accounts, admin sessions and the sign-in, listening, with the sandbox's real OAuth server as Google. */
export async function startOAuthRig(
  options: { readonly google?: GoogleOptions; readonly env?: Record<string, string> } = {},
) {
  const google = await startGoogle(options.google);
  const settings = settingsService({
    REGRANT_GOOGLE_CLIENT_ID: google.client.id,
    REGRANT_GOOGLE_CLIENT_SECRET: google.client.secret,
    REGRANT_GOOGLE_AUTHORIZATION_URL: google.authorizationUrl,
    REGRANT_GOOGLE_TOKEN_URL: google.tokenUrl,
    REGRANT_GOOGLE_USERINFO_URL: google.userinfoUrl,
    REGRANT_ALLOW_PRIVATE_UPSTREAMS: 'true',
    REGRANT_ADMIN_TOKEN: 'an-admin-token-for-scripts',
    ...options.env,
  });
  const clock = new ManualClock(Date.now());
  const store = new MemoryAccountStore();
  const log: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString());
      done();
    },
  });
  const secrets = new SecretsStore(secretsSchema.parse({}), { save: async () => undefined });

  @Global()
  @Module({
    providers: [
      { provide: SettingsService, useValue: settings },
      { provide: SecretsStore, useValue: secrets },
      { provide: Clock, useValue: clock },
      { provide: Log, useValue: new Log({ level: 'debug', format: 'json', redactor: new Redactor(), destination }) },
      { provide: EventBus, useValue: { publish: () => undefined } },
      { provide: AccountStore, useValue: store },
      AccountRegistry,
      AccountViews,
      EnrolmentService,
      UnsavedChanges,
      { provide: Serving, useValue: { isCooling: () => false, forecast: () => null, quotas: () => [] } },
    ],
    exports: [SettingsService, SecretsStore, Clock, Log, EventBus, AccountRegistry, AccountViews, EnrolmentService],
  })
  class RigModule {}

  const testing = await Test.createTestingModule({
    imports: [RigModule, AdminAuthModule, OAuthModule],
  }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  app.useLogger(false);
  await app.register(cookie as never);
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  const port = Number(new URL(await app.getUrl()).port);
  settings.listeningOn(port);
  const registry = app.get(AccountRegistry);
  await registry.open();
  const enrol = vi.spyOn(app.get(EnrolmentService), 'enrol');

  // The server listens on 127.0.0.1 and is called localhost, which may mean ::1 here.
  const newBrowser = () =>
    new CookieBrowser((url) =>
      url.hostname === 'localhost' ? new URL(url.href.replace('//localhost', '//127.0.0.1')) : url,
    );
  const address = (path: string) => `http://localhost:${port}${path}`;

  return {
    google,
    settings,
    secrets,
    clock,
    store,
    log,
    registry,
    enrol,
    flows: app.get(SignInFlows),
    address,
    newBrowser,
    exchanges: () => google.journal.filter(({ grantType }) => grantType === 'authorization_code').length,
    accounts: () => [...registry.accounts()],
    /** The same server without the network between, for thousands of requests. */
    async inject(path: string, cookieHeader: string): Promise<{ status: number; body: string }> {
      const answer = await app.inject({ method: 'GET', url: path, headers: { cookie: cookieHeader } });
      return { status: answer.statusCode, body: answer.body };
    },
    /** Signs everybody out. */
    endSessions: (): Promise<void> => app.get(AdminSessions).endOthers(undefined),
    /** A browser with an admin session. */
    async signedInBrowser(): Promise<CookieBrowser> {
      const browser = newBrowser();
      browser.setCookie(address('/'), `regrant_${port}`, await app.get(AdminSessions).begin());
      return browser;
    },
    /** A call of the dashboard. */
    async call(
      browser: CookieBrowser,
      method: string,
      path: string,
      body?: object,
    ): Promise<{ status: number; body: Record<string, unknown> }> {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          cookie: browser.cookieHeader(new URL(address(path))),
          'x-regrant': '1',
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    async stop(): Promise<void> {
      await app.close();
      await registry.close();
      await google.close();
    },
  };
}

/** Goes from an authorization address through the consent page; the answer is where Google leads back to, unvisited. */
export async function consentAt(
  google: SandboxGoogle,
  browser: CookieBrowser,
  authorizationUrl: string,
  decision: { person: string } | { decision: 'cancel' },
): Promise<string> {
  let visit: Visit = await browser.visit(authorizationUrl);
  while (visit.location?.startsWith(google.origin)) visit = await browser.visit(visit.location);
  visit = await browser.visit(visit.url, { form: decision });
  while (visit.location?.startsWith(google.origin)) visit = await browser.visit(visit.location);
  if (visit.location === undefined)
    throw new Error(`Google did not lead back: ${visit.status} ${visit.body.slice(0, 300)}`);
  return visit.location;
}

/** The query of the page that a callback ended on. */
export function outcomeOf(visit: Visit): Record<string, string> {
  return Object.fromEntries(new URL(visit.location ?? 'about:blank').searchParams);
}
