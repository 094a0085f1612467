import type { RequestRecord } from '../../src/core/traffic/request-record.js';

const START_MS = 1_700_000_000_000;

/** A request that was served at the first attempt; the number makes it another one. */
export function aRequest(number: number, differences: Partial<RequestRecord> = {}): RequestRecord {
  const startedAtMs = START_MS + number;
  return {
    seq: (startedAtMs + 100) * 1000,
    id: `request-${number}`,
    startedAtMs,
    wire: 'gemini',
    modelAsked: 'gemini-2.5-flash',
    modelUsed: 'gemini-2.5-flash',
    accountId: 'account-1',
    callerKeyId: 'key-1',
    status: 200,
    attempts: [
      {
        accountId: 'account-1',
        choice: null,
        startedAtMs,
        firstByteMs: 40,
        endedAtMs: startedAtMs + 100,
        outcome: 'served',
        status: 200,
        reason: null,
      },
    ],
    passedOver: [],
    passedOverCount: 0,
    durationMs: 100,
    firstByteMs: 40,
    usage: { inputTokens: 10, outputTokens: 20, cachedTokens: 4, thoughtTokens: 5 },
    droppedFields: [],
    error: null,
    ...differences,
  };
}
