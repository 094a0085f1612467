import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { isLoopbackHost } from '../config/loopback.js';
import type { SettingsService } from '../config/settings.service.js';
import { remember } from '../core/remember.js';
import { mayConnectTo } from '../config/upstream-addresses.js';

/** Limits of one kind of connections. */
export type OutboundLimits = Pick<
  Agent.Options,
  'headersTimeout' | 'bodyTimeout' | 'keepAliveTimeout' | 'pipelining' | 'maxHeaderSize' | 'maxResponseSize'
> & { readonly connectTimeoutMs: number };

/** A name leads to an address that nobody has confirmed. */
export class PrivateAddressError extends Error {
  readonly code = 'ERR_PRIVATE_ADDRESS';

  constructor() {
    super('the name leads to a private address');
    this.name = new.target.name;
  }
}

/**
 * The ways out. To this machine straight; to all others through the proxy that the environment prescribes, if there is
 * one: when it fails the request fails, and nothing is tried without it. Certificates are verified whatever the environment
 * says, and a name is judged by where it leads at the moment of connecting.
 */
export class Outbound {
  readonly #near: Agent;
  readonly #far: Dispatcher;
  readonly #isNear = remember(16, (url: string) => isLoopbackHost(new URL(url).hostname));

  constructor(settings: SettingsService, { connectTimeoutMs, ...limits }: OutboundLimits) {
    const tls = { rejectUnauthorized: true, timeout: connectTimeoutMs };
    const direct = { ...limits, connect: { ...tls, autoSelectFamily: true, lookup: judgedLookup(settings) } };
    this.#near = new Agent(direct);
    const { proxy } = settings;
    this.#far = proxy
      ? new EnvHttpProxyAgent({
          ...direct,
          httpProxy: proxy.url,
          httpsProxy: proxy.url,
          noProxy: proxy.except,
          proxyTls: tls,
          requestTls: tls,
        })
      : new Agent(direct);
  }

  /** The way to an address. */
  to(url: string): Dispatcher {
    return this.#isNear(url) ? this.#near : this.#far;
  }

  /** Answers under way arrive first. */
  async close(): Promise<void> {
    await Promise.all([this.#near.close(), this.#far.close()]);
  }

  async destroy(): Promise<void> {
    await Promise.all([this.#near.destroy(), this.#far.destroy()]);
  }
}

const judgedLookup =
  (settings: SettingsService): LookupFunction =>
  (name, options, callback) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const [first] = addresses;
      if (!first) return callback(new Error('the name leads nowhere'), '', 0);
      if (!addresses.every(({ address }) => mayConnectTo(name, address, settings.current)))
        return callback(new PrivateAddressError(), '', 0);
      if (options.all === true) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
