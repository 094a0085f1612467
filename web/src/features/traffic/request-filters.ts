import type { LocationQuery } from 'vue-router';

import { requestStateSchema, type RequestView } from '../../../../server/contract/http/traffic.js';

/** Which requests are shown. What is absent does not matter; the same names stand in the page's address. */
export interface RequestFilters {
  readonly state?: RequestView['state'];
  readonly model?: string;
  /** An id. */
  readonly account?: string;
  /** An id. */
  readonly key?: string;
  readonly wire?: string;
  /** Those that took at least this long, milliseconds. */
  readonly slow?: number;
}

/** The protocols as the request log names them. */
export const WIRES = ['openai', 'openai-responses', 'anthropic', 'gemini', 'vertex'] as const;

const LONGEST = 200;

/** Reads the filters from an address. What makes no sense there is left out: a person may have typed it. */
export function readFilters(query: LocationQuery): RequestFilters {
  const text = (name: string): string | undefined => {
    const value = query[name];
    return typeof value === 'string' && value !== '' && value.length <= LONGEST ? value : undefined;
  };
  const state = requestStateSchema.safeParse(text('state'));
  const slow = Number(text('slow'));
  return withoutAbsent({
    state: state.success ? state.data : undefined,
    model: text('model'),
    account: text('account'),
    key: text('key'),
    wire: text('wire'),
    slow: Number.isFinite(slow) && slow > 0 ? slow : undefined,
  });
}

/** The filters as a part of an address. */
export function writeFilters(filters: RequestFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)]));
}

/** The filters with one changed; undefined takes it away. */
export function withFilter<K extends keyof RequestFilters>(
  filters: RequestFilters,
  name: K,
  value: RequestFilters[K] | undefined,
): RequestFilters {
  return withoutAbsent({ ...filters, [name]: value });
}

/** What may be named and absent. */
type Loose = { readonly [K in keyof RequestFilters]: RequestFilters[K] | undefined };

function withoutAbsent(filters: Loose): RequestFilters {
  const given = Object.entries(filters) as [string, unknown][];
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
