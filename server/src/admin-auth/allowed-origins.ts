import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { SettingsService } from '../config/settings.service.js';

/**
 * The names under which Regrant answers. Compared whole with what a request says, never built from it: a rebound name
 * or another port on this machine is somebody else.
 */
@Injectable()
export class AllowedOrigins {
  /** Made once for a port and a public address: every request is asked for its host. */
  #known: { readonly port: number; readonly publicUrl: string; readonly hosts: ReadonlySet<string> } | undefined;

  constructor(private readonly settings: SettingsService) {}

  /** Whether a `Host` header, with its port, is one of ours. */
  isHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host.toLowerCase());
  }

  /** Whether an `Origin` header is one of ours. */
  isOrigin(origin: string): boolean {
    return (
      origin === new URL(this.settings.publicUrl).origin ||
      this.#localHosts().some((host) => origin === `http://${host}`)
    );
  }

  /**
   * Where a page that a person opened under another of our names belongs: cookies of `127.0.0.1` are none of
   * `localhost`, so a sign-in begun here would not find its way back from Google. Undefined where it is in place, and
   * for all that is no page.
   */
  publicAddressOf(request: { readonly url: string; readonly headers: IncomingHttpHeaders }): string | undefined {
    const { host, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = request.headers;
    if (mode !== 'navigate' || destination !== 'document' || !request.url.startsWith('/')) return undefined;
    const isInPlace = host?.toLowerCase() === new URL(this.settings.publicUrl).host;
    return isInPlace || request.url.startsWith('/api/') ? undefined : `${this.settings.publicUrl}${request.url}`;
  }

  get #hosts(): ReadonlySet<string> {
    const { port, publicUrl } = this.settings;
    if (this.#known?.port !== port || this.#known.publicUrl !== publicUrl)
      this.#known = { port, publicUrl, hosts: new Set([...this.#localHosts(), new URL(publicUrl).host]) };
    return this.#known.hosts;
  }

  #localHosts(): readonly string[] {
    const { port } = this.settings;
    const names = ['localhost', '127.0.0.1', '[::1]'];
    return port === 80 ? names : names.map((name) => `${name}:${port}`);
  }
}
