import { Injectable } from '@nestjs/common';
import { judgeRefresh, type RefreshOutcome } from '../core/grants/judge-refresh.js';
import { TokenEndpoint, type OAuthClient } from '../core/ports/token-endpoint.js';
import { CallSlots } from './call-slots.js';

/** How long one call may take; how long anybody waits for it is the business of the one who waits. */
export const REFRESH_CALL_TIMEOUT_MS = 60_000;
const CALLS_AT_ONCE = 8;

interface Flight {
  readonly clientId: string;
  readonly outcome: Promise<RefreshOutcome>;
  /** Status of the answer, once its first byte is here. */
  startedStatus: number | undefined;
  readonly onAnswerStarted: ((status: number) => void)[];
}

/**
 * Refreshes under way: one per refresh token, shared by all who ask, never cancelled by any of them. Two calls with one
 * token at a server that rotates would end the grant.
 */
@Injectable()
export class RefreshFlights {
  readonly #flights = new Map<string, Flight>();
  readonly #slots = new CallSlots(CALLS_AT_ONCE);

  constructor(private readonly tokenEndpoint: TokenEndpoint) {}

  /**
   * Asks the token endpoint, or joins the one who is asking. Never rejects.
   *
   * @param options.onAnswerStarted  as in `TokenEndpoint.requestRefresh`; one who joins late is told at once
   */
  async refresh(
    client: OAuthClient,
    refreshToken: string,
    options: { readonly onAnswerStarted?: (status: number) => void } = {},
  ): Promise<RefreshOutcome> {
    for (let flight = this.#flights.get(refreshToken); flight; flight = this.#flights.get(refreshToken)) {
      if (flight.clientId === client.clientId) return join(flight, options.onAnswerStarted);
      // Another client's verdict on this token says nothing about ours, but two calls at once are still one too many.
      await flight.outcome;
    }
    return join(this.#start(client, refreshToken), options.onAnswerStarted);
  }

  #start(client: OAuthClient, refreshToken: string): Flight {
    const onAnswerStarted: Flight['onAnswerStarted'] = [];
    const call = async (): Promise<RefreshOutcome> => {
      try {
        const answer = await this.#slots.run(() =>
          this.tokenEndpoint.requestRefresh({
            client,
            refreshToken,
            timeoutMs: REFRESH_CALL_TIMEOUT_MS,
            onAnswerStarted: (status) => {
              flight.startedStatus = status;
              onAnswerStarted.forEach((listener) => listener(status));
            },
          }),
        );
        return judgeRefresh(answer);
      } catch (error) {
        // The port never rejects. If it does, that says nothing about the grant.
        return { kind: 'transient', reason: error instanceof Error ? error.name : 'unknown', retryAfterMs: null };
      } finally {
        this.#flights.delete(refreshToken);
      }
    };
    const flight: Flight = {
      clientId: client.clientId,
      onAnswerStarted,
      startedStatus: undefined,
      outcome: Promise.resolve().then(call),
    };
    this.#flights.set(refreshToken, flight);
    return flight;
  }
}

function join(flight: Flight, onAnswerStarted: ((status: number) => void) | undefined): Promise<RefreshOutcome> {
  if (onAnswerStarted) {
    if (flight.startedStatus === undefined) flight.onAnswerStarted.push(onAnswerStarted);
    else onAnswerStarted(flight.startedStatus);
  }
  return flight.outcome;
}
