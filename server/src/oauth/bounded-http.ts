import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { fetch, type RequestInit, type Response } from 'undici';
import { isLoopbackHost } from '../config/loopback.js';
import { SettingsService } from '../config/settings.service.js';
import { Outbound } from '../upstream/outbound.js';

/** Token and userinfo answers are a few kilobytes. Counted after decompression. */
const MAX_BODY_BYTES = 64 * 1024;
/** Before decompression: a stream that unpacks to nothing must end too. */
const MAX_WIRE_BYTES = 256 * 1024;
const DRAIN_MS = 5_000;

/**
 * The only way from here to the authorization server: connections of its own, no redirects, bounded answers, plain http
 * to this machine alone.
 */
@Injectable()
export class BoundedHttp implements OnApplicationShutdown {
  readonly #outbound: Outbound;

  constructor(settings: SettingsService) {
    this.#outbound = new Outbound(settings, {
      connectTimeoutMs: 10_000,
      // The signal of each call bounds it whole.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: MAX_WIRE_BYTES,
    });
  }

  /** @throws what undici throws; the URL may be in its message, so show `reasonOf(error)` instead */
  send(url: string, init: RequestInit): Promise<Response> {
    if (!isSecureAddress(url)) throw new InsecureAddressError();
    return fetch(url, { ...init, redirect: 'manual', dispatcher: this.#outbound.to(url) });
  }

  /** Lets answers under way arrive: one of them may carry a new refresh token. */
  async onApplicationShutdown(): Promise<void> {
    const timer = setTimeout(() => void this.#outbound.destroy(), DRAIN_MS);
    await this.#outbound.close();
    clearTimeout(timer);
  }
}

/** The address would send secrets over the network unprotected. */
export class InsecureAddressError extends Error {
  constructor() {
    super('only https is allowed beyond this machine');
    this.name = new.target.name;
  }
}

/** https, or http that does not leave the machine. */
export function isSecureAddress(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}

/** The whole body as text; undefined when it is cut short, too large, or not UTF-8. */
export async function readBoundedText(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > MAX_BODY_BYTES) return undefined;
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    // Reset, time-out, bad compression, bad encoding: for the reader all the same, there is no whole body.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Why there was no answer, in words that hold no address and no secret. */
export function reasonOf(error: unknown): string {
  if (error instanceof InsecureAddressError) return error.message;
  for (
    let current: unknown = error, depth = 0;
    current instanceof Error && depth < 5;
    current = current.cause, depth += 1
  ) {
    if (current.name === 'TimeoutError') return 'timed out';
    const code: unknown = 'code' in current ? current.code : undefined;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code;
  }
  return 'the connection failed';
}
