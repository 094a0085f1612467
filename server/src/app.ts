import 'reflect-metadata';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';
import { AccountRegistry } from './accounts/account-registry.js';
import { GrantLifetimes } from './accounts/grant-lifetimes.js';
import { JsonAccountStore } from './accounts/json-account-store.js';
import type { StoreTrouble } from './accounts/store-trouble.js';
import { UnsavedChanges } from './accounts/unsaved-changes.js';
import { AdminAuth } from './admin-auth/admin-auth.service.js';
import { AdminGate } from './admin-auth/admin-gate.js';
import { AllowedOrigins } from './admin-auth/allowed-origins.js';
import { Door } from './admin-auth/door.js';
import { PLAIN_HEADERS } from './admin-auth/plain-headers.js';
import { newSecret } from './admin-auth/secret-compare.js';
import { SignInLinkFile } from './admin-auth/sign-in-link-file.js';
import { AppModule } from './app.module.js';
import { openConfig, type OpenConfig } from './config/open-config.js';
import { isLoopbackHost } from './config/loopback.js';
import { startingFileSystem } from './config/starting-file-system.js';
import { ExposedWithoutGuardError } from './core/errors/start-errors.js';
import { DASHBOARD_STYLE_HASHES } from './dashboard-styles.js';
import { GuardedSocketAdapter } from './events/socket-adapter.js';
import { guardBodies } from './guard-bodies.js';
import { guardSecrets } from './guard-secrets.js';
import { InvalidRequestError } from './invalid-request-error.js';
import { listen } from './listen.js';
import { errorFacts, Log } from './observability/logger.js';
import { Redactor } from './observability/redactor.js';
import { PATIENCE, type Patience } from './patience.js';
import { ProblemFilter, problemOf, sendProblem } from './problem.filter.js';
import { CallerKeys } from './proxy/caller-keys.js';
import { Drain } from './proxy/drain.js';
import { ProxyRoutes } from './proxy/proxy-routes.js';
import { refuseUnparsed } from './refuse-unparsed.js';

/** What a start is made from. */
export interface StartOptions {
  /** Command line without node and script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: standard output. */
  readonly output?: NodeJS.WritableStream;
  /** Folder of the built dashboard. Default: beside the built server. */
  readonly webRoot?: string;
  /** Told of every route there is, as it is registered: tests walk them. */
  readonly onRoute?: (route: RouteOptions) => void;
  /** Where it differs from `PATIENCE`. */
  readonly patience?: Partial<Patience>;
}

/** A Regrant that listens. */
export interface RunningRegrant {
  readonly app: NestFastifyApplication;
  /** Where browsers and programs reach it. */
  readonly url: string;
  readonly port: number;
  /** Signs in to the dashboard, once. */
  readonly signInLink: string;
  /** The caller key made at first run; null when one was there or was given. */
  readonly newApiKey: string | null;
  /** Streams in flight finish, then everything ends and the data directory is free. */
  close(): Promise<void>;
}

/** Admin bodies: imports of many accounts are the largest. */
const ADMIN_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Reads the settings, takes the data directory, builds the application and listens.
 *
 * @throws SettingsError, StorageLockedError, StorageUnwritableError, PortInUseError, ExposedWithoutGuardError,
 *   EncryptionKeyRequiredError, EncryptionKeyRejectedError, EncryptionUnusableError
 */
export async function startRegrant(options: StartOptions): Promise<RunningRegrant> {
  const config = await openConfig(options);
  try {
    return await start(config, options);
  } catch (error) {
    await config.directory.close();
    throw error;
  }
}

async function start(config: OpenConfig, options: StartOptions): Promise<RunningRegrant> {
  const { settings, secrets, directory, atRest } = config;
  refuseExposure(config);
  const redactor = new Redactor();
  const output = options.output ?? process.stdout;
  const format = settings.current.log_format ?? ('isTTY' in output && output.isTTY ? 'pretty' : 'json');
  const log = new Log({ level: settings.current.log_level, format, redactor, destination: output });
  directory.notices.forEach((notice) => log.warn(notice));
  if (options.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    log.warn('NODE_TLS_REJECT_UNAUTHORIZED=0 is set; Regrant verifies certificates all the same');

  const trouble = new EventEmitter<{ trouble: [StoreTrouble] }>();
  const onTrouble = (news: StoreTrouble) => trouble.emit('trouble', news);
  const store = new JsonAccountStore(directory, { atRest, fileSystem: startingFileSystem, onTrouble });
  const patience = { ...PATIENCE, ...options.patience };
  const adapter = new FastifyAdapter({
    forceCloseConnections: true,
    trustProxy: false,
    bodyLimit: ADMIN_BODY_BYTES,
    requestTimeout: patience.requestMs,
    connectionTimeout: patience.silenceMs,
    http: {
      headersTimeout: patience.headersMs,
      connectionsCheckingInterval: patience.checkEveryMs,
      // Whatever NODE_OPTIONS say.
      insecureHTTPParser: false,
      requireHostHeader: true,
    },
    clientErrorHandler: refuseUnparsed,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({
      ...config,
      log,
      redactor,
      store,
      upstreamLimits: patience.upstream,
      webRoot: options.webRoot ?? join(import.meta.dirname, '../../web'),
    }),
    adapter,
    // Nest's own parsers would take forms too, which any page can send; Fastify's take JSON alone.
    { logger: log, forceCloseConnections: true, abortOnError: false, bodyParser: false },
  );
  trouble.on('trouble', (news) => tellTrouble(news, log, app.get(UnsavedChanges)));
  const registry = app.get(AccountRegistry);
  await registry.open();
  if (store.settled > 0) log.info(`The tokens of ${store.settled} accounts are encrypted from now on`);
  await app.get(GrantLifetimes).load();
  guardSecrets(redactor, { settings, secrets, registry });
  if (options.onRoute) app.getHttpAdapter().getInstance().addHook('onRoute', options.onRoute);
  await equip(app, log);

  const listening = await listen(app, settings.current.host, settings.current.port);
  settings.listeningOn(listening.port);
  app.get(ProxyRoutes).goBefore(app.getHttpServer());
  if (listening.notice !== undefined) log.warn(listening.notice);
  const newApiKey = await firstRun(config, app.get(CallerKeys));
  const signInLink = app.get(AdminAuth).newSignInLink();
  const linkFile = new SignInLinkFile(join(directory.root, 'sign-in-link'));
  await leaveLink(linkFile, 'isTTY' in output && output.isTTY ? undefined : signInLink, app, log);
  const shutDown = async () => {
    await app.get(Drain).drain(patience.drainMs);
    await listening.close();
    await registry.close();
    await linkFile.remove();
    await directory.close();
  };
  // Asked to stop twice (a signal, then another one), it stops once.
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= shutDown());
  return { app, port: listening.port, url: settings.publicUrl, signInLink, newApiKey, close };
}

/** Where no terminal shows the link, its owner finds it in a file until it has been used. */
async function leaveLink(file: SignInLinkFile, link: string | undefined, app: NestFastifyApplication, log: Log) {
  try {
    await file.remove();
    if (link !== undefined) await file.write(link);
  } catch (error) {
    log.warn('The sign-in link was not left in the data directory', { error: errorFacts(error) });
  }
  app.get(AdminAuth).onLinkUsed(() => {
    file.remove().catch((error: unknown) => log.warn('The sign-in link was not removed', { error: errorFacts(error) }));
  });
}

function tellTrouble({ kind, message, cause }: StoreTrouble, log: Log, unsaved: UnsavedChanges): void {
  if (kind === 'reachable') {
    log.info(message);
    unsaved.folderFound();
    return;
  }
  log.error(message, { kind, ...(cause === undefined ? {} : { cause: errorFacts(cause) }) });
  if (kind === 'unreachable') unsaved.folderLost();
}

/** Everything around the modules: who may come in by which name, what pages may do, the shape of errors. */
async function equip(app: NestFastifyApplication, log: Log): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const redactor = app.get(Redactor);
  const [origins, auth, door] = [app.get(AllowedOrigins), app.get(AdminAuth), app.get(Door)];
  fastify.addHook('onRequest', (request, reply, next) => {
    // On the response itself, so that they are also on what is answered past Fastify.
    for (const [name, value] of Object.entries(PLAIN_HEADERS)) reply.raw.setHeader(name, value);
    const refusal = door.refusalOf(request.raw);
    // Answered here: whatever route it would have met, its own error shape included, shall never see it.
    if (refusal) return sendProblem(reply, problemOf(refusal, '/'), redactor);
    const elsewhere = origins.publicAddressOf(request);
    if (elsewhere !== undefined) return void reply.redirect(elsewhere, 307);
    next();
  });
  guardBodies(fastify, app.get(AdminGate));
  // The rest of what Fastify would parse: everything that is not JSON is refused with 415.
  fastify.removeContentTypeParser('text/plain');
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", ...DASHBOARD_STYLE_HASHES],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Regrant answers on plain http at home; a TLS proxy in front sets this for itself.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  });
  app.useWebSocketAdapter(
    new GuardedSocketAdapter(app, {
      isMeantForUs: (request) => door.refusalOf(request) === undefined,
      mayConnect: (request) => auth.mayConnect(request),
      mayStay: (request) => auth.mayStay(request),
      headers: PLAIN_HEADERS,
    }),
  );
  app.useGlobalPipes(
    new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new InvalidRequestError(issues) }),
  );
  app.useGlobalFilters(new ProblemFilter(log, redactor));
  await app.get(ProxyRoutes).register(fastify);
}

/** What must exist before anybody can use it. @returns the new caller key, which is seen this once */
async function firstRun({ settings, secrets }: OpenConfig, keys: CallerKeys): Promise<string | null> {
  if (settings.current.admin_token === undefined && secrets.current.admin_token === null) {
    await secrets.change((current) => ({ ...current, admin_token: newSecret('rga-') }));
  }
  return keys.hasAny ? null : keys.create('first key');
}

function refuseExposure({ settings, secrets }: OpenConfig): void {
  const { host, admin_password, api_key, auth_mode: mode } = settings.current;
  if (isLoopbackHost(host)) return;
  const hasPassword = admin_password !== undefined || secrets.current.admin_password !== null;
  const hasKey = api_key !== undefined || secrets.current.caller_keys.length > 0;
  if (!hasPassword || !hasKey || mode === 'off' || mode === 'auto') throw new ExposedWithoutGuardError(host);
}
