import { Injectable, NotFoundException } from '@nestjs/common';
import {
  sandboxOutcomeSchema,
  sandboxViewSchema,
  type SandboxAction,
  type SandboxOutcome,
  type SandboxView,
} from '../../contract/http/sandbox.js';
import { SettingsService } from '../config/settings.service.js';
import { BoundedHttp, readBoundedText } from './bounded-http.js';

const TIMEOUT_MS = 5_000;

/** The console of the sandbox that plays Google's part. Where none does, there is no such thing. */
@Injectable()
export class SandboxConsole {
  constructor(
    private readonly settings: SettingsService,
    private readonly http: BoundedHttp,
  ) {}

  /** @throws NotFoundException outside a sandbox */
  async look(): Promise<SandboxView> {
    return sandboxViewSchema.parse(await this.#send('GET'));
  }

  /** @throws NotFoundException outside a sandbox, and for somebody it does not know */
  async act(action: SandboxAction): Promise<SandboxOutcome> {
    return sandboxOutcomeSchema.parse(await this.#send('POST', action));
  }

  async #send(method: 'GET' | 'POST', body?: SandboxAction): Promise<unknown> {
    const address = this.settings.current.sandbox_console_url;
    if (address === undefined) throw new NotFoundException();
    const response = await this.http.send(`${address}/api`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await readBoundedText(response);
    if (response.status === 400) throw new NotFoundException();
    if (response.status !== 200 || text === undefined) throw new Error(`The sandbox answered ${response.status}`);
    return JSON.parse(text) as unknown;
  }
}
