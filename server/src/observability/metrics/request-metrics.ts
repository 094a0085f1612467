import type { Registry } from 'prom-client';
import { stateOf, type RequestRecord } from '../../core/traffic/request-record.js';
import { familyOf, type ModelFamily } from './model-family.js';
import { TalliedCounter } from './tallied-counter.js';
import { TalliedHistogram } from './tallied-histogram.js';

/** From an answer out of a cache to a long stream, seconds. */
const DURATION_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const FIRST_BYTE_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Wires, as far as labels go: whatever else comes is one. */
const WIRES: ReadonlySet<string> = new Set(['gemini', 'vertex', 'openai', 'openai-responses', 'anthropic']);
/** Model names seen lately, so that a family is not searched for every request. */
const FAMILIES_KEPT = 200;

/** Counts requests that have ended. Labels come from short lists: no account, no key, no name that a caller chose. */
export class RequestMetrics {
  readonly #requests: TalliedCounter<'wire' | 'model_family' | 'status_class'>;
  readonly #tokens: TalliedCounter<'model_family' | 'kind'>;
  readonly #attempts: TalliedCounter<'outcome'>;
  readonly #durations: TalliedHistogram;
  readonly #firstBytes: TalliedHistogram;
  readonly #families = new Map<string | null, ModelFamily>();

  constructor(registry: Registry) {
    this.#requests = new TalliedCounter(
      {
        name: 'regrant_requests_total',
        help: 'Requests that have ended, by wire, family of the model, and class of the status (left: the caller went away; broken: the stream broke).',
        labelNames: ['wire', 'model_family', 'status_class'],
      },
      registry,
    );
    this.#tokens = new TalliedCounter(
      {
        name: 'regrant_tokens_total',
        help: 'Tokens as the upstream counted them; input includes cached, output includes thought.',
        labelNames: ['model_family', 'kind'],
      },
      registry,
    );
    this.#attempts = new TalliedCounter(
      {
        name: 'regrant_upstream_attempts_total',
        help: 'Calls of the upstream, by how they ended.',
        labelNames: ['outcome'],
      },
      registry,
    );
    this.#durations = new TalliedHistogram(
      {
        name: 'regrant_request_duration_seconds',
        help: 'From the arrival of a request to its end.',
        labelName: 'wire',
        buckets: DURATION_BUCKETS,
      },
      registry,
    );
    this.#firstBytes = new TalliedHistogram(
      {
        name: 'regrant_request_first_byte_seconds',
        help: 'From the arrival of a request to the first byte of its answer.',
        labelName: 'wire',
        buckets: FIRST_BYTE_BUCKETS,
      },
      registry,
    );
  }

  /** Told of every request within the call that ends it. */
  observe(record: RequestRecord): void {
    const wire = WIRES.has(record.wire) ? record.wire : 'other';
    const family = this.#familyOf(record.modelUsed ?? record.modelAsked);
    const statusClass = statusClassOf(record);
    this.#requests.add(`${wire}/${family}/${statusClass}`, 1, () => ({
      wire,
      model_family: family,
      status_class: statusClass,
    }));
    for (const { outcome } of record.attempts) this.#attempts.add(outcome, 1, () => ({ outcome }));
    this.#durations.add(wire, record.durationMs / 1000);
    if (record.firstByteMs !== null) this.#firstBytes.add(wire, record.firstByteMs / 1000);
    if (record.usage) this.#countTokens(family, record.usage);
  }

  #countTokens(family: ModelFamily, usage: NonNullable<RequestRecord['usage']>): void {
    this.#countKind(family, 'input', usage.inputTokens);
    this.#countKind(family, 'output', usage.outputTokens);
    this.#countKind(family, 'cached', usage.cachedTokens);
    this.#countKind(family, 'thought', usage.thoughtTokens);
  }

  #countKind(family: ModelFamily, kind: string, count: number): void {
    if (count > 0) this.#tokens.add(`${family}/${kind}`, count, () => ({ model_family: family, kind }));
  }

  #familyOf(model: string | null): ModelFamily {
    const known = this.#families.get(model);
    if (known !== undefined) return known;
    if (this.#families.size >= FAMILIES_KEPT) this.#families.clear();
    const family = familyOf(model);
    this.#families.set(model, family);
    return family;
  }
}

function statusClassOf(record: RequestRecord): string {
  if (stateOf(record) === 'left') return 'left';
  if (record.status < 400 && record.error !== null) return 'broken';
  return `${Math.min(5, Math.max(1, Math.floor(record.status / 100)))}xx`;
}
