import { Injectable } from '@nestjs/common';
import * as oauth from 'oauth4webapi';
import type { Response } from 'undici';
import { SettingsService } from '../config/settings.service.js';
import { Clock } from '../core/ports/clock.js';
import { TokenEndpoint, type OAuthClient, type TokenAnswer } from '../core/ports/token-endpoint.js';
import { BoundedHttp, readBoundedText, reasonOf } from './bounded-http.js';
import { parseRetryAfter } from './retry-after.js';
import { parseStrictJson } from './strict-json.js';

/**
 * The configured token endpoint. oauth4webapi writes the request; its reading of the answer is not used, because it
 * refuses a `refresh_token` of null or "" where we keep the old one, and because judging is core's.
 */
@Injectable()
export class Oauth4webapiTokenEndpoint extends TokenEndpoint {
  constructor(
    private readonly settings: SettingsService,
    private readonly http: BoundedHttp,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async requestRefresh(request: Parameters<TokenEndpoint['requestRefresh']>[0]): Promise<TokenAnswer> {
    let response: Response;
    try {
      response = await this.#send(request.client, request.refreshToken, request.timeoutMs);
    } catch (error) {
      return { kind: 'no-answer', reason: reasonOf(error) };
    }
    request.onAnswerStarted?.(response.status);
    const text = await readBoundedText(response);
    return {
      kind: 'answer',
      status: response.status,
      body: text === undefined ? undefined : parseStrictJson(text),
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), this.clock.nowMs()),
    };
  }

  async #send(client: OAuthClient, refreshToken: string, timeoutMs: number): Promise<Response> {
    const url = this.settings.current.google_token_url;
    let answer: Response | undefined;
    await oauth.refreshTokenGrantRequest(
      { issuer: new URL(url).origin, token_endpoint: url },
      { client_id: client.clientId },
      oauth.ClientSecretPost(client.clientSecret),
      refreshToken,
      {
        signal: AbortSignal.timeout(timeoutMs),
        // Which addresses are safe is decided in one place, BoundedHttp.
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; the sandbox speaks http on loopback
        [oauth.allowInsecureRequests]: true,
        [oauth.customFetch]: async (target, { method, headers, body, signal }) => {
          answer = await this.http.send(target, { method, headers, body: String(body), signal: signal ?? null });
          return answer;
        },
      },
    );
    if (!answer) throw new Error('oauth4webapi sent nothing');
    return answer;
  }
}
