import { Injectable } from '@nestjs/common';
import type { Response } from 'undici';
import { SettingsService } from '../config/settings.service.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/accounts/document.js';
import { EmailUnverifiedError, UserinfoFailedError } from '../core/errors/oauth-errors.js';
import { Userinfo, type Identity } from '../core/ports/userinfo.js';
import { BoundedHttp, readBoundedText, reasonOf } from './bounded-http.js';
import { parseStrictJson } from './strict-json.js';

const TIMEOUT_MS = 10_000;

/** The configured userinfo endpoint. The access token travels in a header, never in an address. */
@Injectable()
export class UserinfoClient extends Userinfo {
  constructor(
    private readonly settings: SettingsService,
    private readonly http: BoundedHttp,
  ) {
    super();
  }

  /** @throws UserinfoFailedError, EmailUnverifiedError */
  override async requestIdentity(accessToken: string): Promise<Identity> {
    const response = await this.#send(accessToken);
    const text = await readBoundedText(response);
    if (response.status !== 200) throw new UserinfoFailedError(`HTTP ${response.status}`);
    return parseIdentity(text === undefined ? undefined : parseStrictJson(text));
  }

  async #send(accessToken: string): Promise<Response> {
    try {
      return await this.http.send(this.settings.current.google_userinfo_url, {
        headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new UserinfoFailedError(reasonOf(error), error);
    }
  }
}

/**
 * Reads who it is. `email_verified` must be the boolean: a string is truthy even when it says "false".
 *
 * @throws UserinfoFailedError, EmailUnverifiedError
 * @see OpenID Connect Core 1.0 §5.1, §5.3.2
 */
export function parseIdentity(body: JsonValue | undefined): Identity {
  if (!isJsonObject(body)) throw new UserinfoFailedError('its answer is not JSON');
  const sub = text(body, 'sub', /^[\x21-\x7e]{1,255}$/);
  if (sub === null) throw new UserinfoFailedError('its answer has no sub');
  const email = text(body, 'email', /^[^\s\p{C}@]+@[^\s\p{C}@]+$/u);
  if (email === null || email.length > 320) throw new UserinfoFailedError('its answer has no e-mail address');
  if (!Object.hasOwn(body, 'email_verified') || body.email_verified !== true) throw new EmailUnverifiedError();
  return { sub, email, emailVerified: true, name: text(body, 'name', /^[^\p{Cc}\p{Cs}]{1,300}$/u) };
}

function text(body: JsonObject, key: string, shape: RegExp): string | null {
  const value = Object.hasOwn(body, key) ? body[key] : undefined;
  return typeof value === 'string' && shape.test(value) ? value : null;
}
