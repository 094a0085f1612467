import 'reflect-metadata';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccountRegistry } from './accounts/account-registry.js';
import { GrantLifetimes } from './accounts/grant-lifetimes.js';
import { JsonAccountStore } from './accounts/json-account-store.js';
import type { StoreTrouble } from './accounts/store-trouble.js';
import { UnsavedChanges } from './accounts/unsaved-changes.js';
import { AdminAuth } from './admin-auth/admin-auth.service.js';
import { AllowedOrigins } from './admin-auth/allowed-origins.js';
import { newSecret } from './admin-auth/secret-compare.js';
import { AppModule } from './app.module.js';
import { openConfig, type OpenConfig } from './config/open-config.js';
import { LOOPBACK_HOSTS } from './config/settings-schema.js';
import { HostRefusedError } from './core/errors/auth-errors.js';
import { ExposedWithoutGuardError, PortInUseError } from './core/errors/start-errors.js';
import { GuardedSocketAdapter } from './events/socket-adapter.js';
import { guardSecrets } from './guard-secrets.js';
import { InvalidRequestError } from './invalid-request-error.js';
import { errorFacts, Log } from './observability/logger.js';
import { Redactor } from './observability/redactor.js';
import { ProblemFilter } from './problem.filter.js';
import { CallerKeys } from './proxy/caller-keys.js';
import { Drain } from './proxy/drain.js';
import { ProxyRoutes } from './proxy/proxy-routes.js';

/** What a start is made from. */
export interface StartOptions {
  /** Command line without node and script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: standard output. */
  readonly output?: NodeJS.WritableStream;
  /** Folder of the built dashboard. Default: beside the built server. */
  readonly webRoot?: string;
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

/** How long streams in flight may take to finish when Regrant is asked to stop. */
const DRAIN_MS = 30_000;
/** Admin bodies: imports of many accounts are the largest. */
const ADMIN_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Reads the settings, takes the data directory, builds the application and listens.
 *
 * @throws SettingsError, StorageLockedError, StorageUnwritableError, PortInUseError, ExposedWithoutGuardError
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
  const { settings, secrets, directory } = config;
  refuseExposure(config);
  const redactor = new Redactor();
  const output = options.output ?? process.stdout;
  const format = settings.current.log_format ?? ('isTTY' in output && output.isTTY ? 'pretty' : 'json');
  const log = new Log({ level: settings.current.log_level, format, redactor, destination: output });
  directory.notices.forEach((notice) => log.warn(notice));

  const trouble = new EventEmitter<{ trouble: [StoreTrouble] }>();
  const store = new JsonAccountStore(directory, { onTrouble: (news) => trouble.emit('trouble', news) });
  const adapter = new FastifyAdapter({
    forceCloseConnections: true,
    trustProxy: false,
    bodyLimit: ADMIN_BODY_BYTES,
    requestTimeout: 0,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with({
      ...config,
      log,
      redactor,
      store,
      webRoot: options.webRoot ?? join(import.meta.dirname, '../../web'),
    }),
    adapter,
    // Nest's own parsers would take forms too, which any page can send; Fastify's take JSON alone.
    { logger: log, forceCloseConnections: true, abortOnError: false, bodyParser: false },
  );
  trouble.on('trouble', (news) => tellTrouble(news, log, app.get(UnsavedChanges)));
  const registry = app.get(AccountRegistry);
  await registry.open();
  await app.get(GrantLifetimes).load();
  guardSecrets(redactor, { settings, secrets, registry });
  await equip(app, log);

  const port = await listen(app, config);
  const newApiKey = await firstRun(config, app.get(CallerKeys));
  const close = async () => {
    await app.get(Drain).drain(DRAIN_MS);
    await app.close();
    await registry.close();
    await directory.close();
  };
  return { app, port, url: settings.publicUrl, signInLink: app.get(AdminAuth).newSignInLink(), newApiKey, close };
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
  const origins = app.get(AllowedOrigins);
  const auth = app.get(AdminAuth);
  fastify.addHook('onRequest', (request, reply, next) => {
    if (!origins.isHost(request.headers.host)) return next(new HostRefusedError());
    const elsewhere = origins.publicAddressOf(request);
    if (elsewhere !== undefined) return void reply.redirect(elsewhere, 307);
    next();
  });
  // The rest of what Fastify would parse: everything that is not JSON is refused with 415.
  fastify.removeContentTypeParser('text/plain');
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
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
    referrerPolicy: { policy: 'same-origin' },
  });
  app.useWebSocketAdapter(new GuardedSocketAdapter(app, (request) => auth.mayConnect(request)));
  app.useGlobalPipes(
    new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new InvalidRequestError(issues) }),
  );
  app.useGlobalFilters(new ProblemFilter(log, app.get(Redactor)));
  await app.get(ProxyRoutes).register(fastify);
}

async function listen(app: NestFastifyApplication, { settings }: OpenConfig): Promise<number> {
  const { host, port } = settings.current;
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new PortInUseError(host, port, error);
    throw error;
  }
  const address = app.getHttpServer().address();
  const listeningPort = typeof address === 'object' && address !== null ? address.port : port;
  settings.listeningOn(listeningPort);
  return listeningPort;
}

/** What must exist before anybody can use it. @returns the new caller key, which is seen this once */
async function firstRun({ settings, secrets }: OpenConfig, keys: CallerKeys): Promise<string | null> {
  if (settings.current.admin_token === undefined && secrets.current.admin_token === null) {
    await secrets.change((current) => ({ ...current, admin_token: newSecret('rga-') }));
  }
  return keys.hasAny ? null : keys.create('first key');
}

function refuseExposure({ settings }: OpenConfig): void {
  const { host, admin_password: password, api_key: key, auth_mode: mode } = settings.current;
  if (LOOPBACK_HOSTS.has(host) || host.startsWith('127.')) return;
  if (password === undefined || key === undefined || mode === 'off' || mode === 'auto')
    throw new ExposedWithoutGuardError(host);
}
