import type { IncomingHttpHeaders } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher } from 'undici';
import { SettingsService } from '../config/settings.service.js';
import { Outbound } from './outbound.js';
import { UpstreamLimits } from './upstream-limits.js';

/** One request to an LLM provider. */
export interface UpstreamRequest {
  /** Scheme, host and port; an address without a path. */
  readonly origin: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** What the caller of `send` is told, in this order: head, data any number of times, then end or error. */
export interface UpstreamHandler {
  onHead(status: number, headers: IncomingHttpHeaders): void;
  /** False asks for a pause; `resume` ends it. */
  onData(chunk: Buffer): boolean;
  onEnd(): void;
  /** Nothing follows. Also told after `abort`. */
  onError(error: Error): void;
}

/** A request under way. */
export interface UpstreamCall {
  abort(): void;
  resume(): void;
}

/** HTTP to the LLM providers: pooled connections, limits on every wait, no redirects, back-pressure end to end. */
@Injectable()
export class HttpUpstream implements OnApplicationShutdown {
  readonly #outbound: Outbound;

  constructor(settings: SettingsService, limits: UpstreamLimits) {
    this.#outbound = new Outbound(settings, {
      connectTimeoutMs: limits.connectMs,
      headersTimeout: limits.firstByteMs,
      bodyTimeout: limits.idleMs,
      keepAliveTimeout: 30_000,
      pipelining: 1,
      maxHeaderSize: 64 * 1024,
    });
  }

  send(request: UpstreamRequest, handler: UpstreamHandler): UpstreamCall {
    const dispatch = new Dispatch(handler);
    this.#outbound.to(request.origin).dispatch(
      {
        origin: request.origin,
        path: request.path,
        method: request.method,
        headers: request.headers,
        body: request.body,
      },
      dispatch,
    );
    return dispatch;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#outbound.destroy();
  }
}

/** One exchange with undici; tells the end once, whatever undici tells. */
class Dispatch implements Dispatcher.DispatchHandler, UpstreamCall {
  #controller: Dispatcher.DispatchController | undefined;
  #isAborted = false;
  #isOver = false;

  constructor(private readonly handler: UpstreamHandler) {}

  abort(): void {
    this.#isAborted = true;
    if (!this.#isOver) this.#controller?.abort(new Error('no longer wanted'));
  }

  resume(): void {
    if (!this.#isOver && this.#controller?.paused) this.#controller.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isAborted) controller.abort(new Error('no longer wanted'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 1xx answers announce the real one.
    if (status < 200) return;
    const coding = headers['content-encoding'] ?? 'identity';
    // Nothing packed was asked for: unpacked it could be of any size, and as it is nobody can read it.
    if (coding === 'identity') this.handler.onHead(status, headers);
    else controller.abort(new Error('the answer is packed'));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.handler.onData(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    this.#isOver = true;
    this.handler.onEnd();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.handler.onError(error);
  }
}
