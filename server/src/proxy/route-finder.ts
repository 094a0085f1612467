import { remember } from '../core/remember.js';
import type { Route } from './routes/route-tools.js';
import type { ROUTES } from './routes/routes.js';
import { wireOf, type Wire } from './wire.js';

/** Where a request goes, and what can be said of it by its address alone. */
export interface Place {
  readonly route: Route;
  readonly wire: Wire;
  /** The wire as the request log and the metrics tell them apart. */
  readonly traceName: string;
}

/**
 * @param path  an address without its query
 * @param anthropicVersion  the header by which Anthropic's clients are known
 */
export function placeOf(route: Route, path: string, anthropicVersion?: unknown): Place {
  const wire = wireOf(path, anthropicVersion);
  return { route, wire, traceName: traceNameOf(path, wire.name) };
}

function traceNameOf(path: string, wire: string): string {
  if (/^(?:\/v1(?:beta1)?)?\/(?:projects|publishers)\//.test(path)) return 'vertex';
  return path.startsWith('/v1/responses') ? 'openai-responses' : wire;
}

/** Any other character may be there to be decoded: whoever knows all rules of addresses shall say what it means. */
const PLAIN = /^[\w/.:@~-]+$/;
const PATHS_KEPT = 500;
const LONGEST_PATH = 500;

/** Finds the place of an address that is written plainly. An address that is not found may still lead somewhere. */
export class RouteFinder {
  readonly #byMethod: ReadonlyMap<string, (path: string) => Place | null>;

  /** @param routes  a `*` at the end of an address stands for the rest */
  constructor(routes: typeof ROUTES) {
    const methods = new Set(routes.map(([method]) => method));
    this.#byMethod = new Map(
      [...methods].map((method) => {
        const known = routes.filter(([routed]) => routed === method).map(([, address, route]) => ({ address, route }));
        return [method, remember(PATHS_KEPT, (path: string) => find(known, path))];
      }),
    );
  }

  /** @param path  an address without its query, which may hold a key and is not to be remembered */
  find(method: string, path: string): Place | undefined {
    return path.length > LONGEST_PATH ? undefined : (this.#byMethod.get(method)?.(path) ?? undefined);
  }
}

function find(known: readonly { readonly address: string; readonly route: Route }[], path: string): Place | null {
  if (!PLAIN.test(path)) return null;
  const exact = known.find(({ address }) => address === path);
  const found = exact ?? known.find(({ address }) => address.endsWith('*') && path.startsWith(address.slice(0, -1)));
  return found ? placeOf(found.route, path) : null;
}
