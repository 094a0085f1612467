import type { RouteOptions } from 'fastify';

/** One method of one address that Fastify has a handler for. */
export interface Route {
  readonly method: string;
  /** As it was registered: `:name` stands for one segment, `*` for the rest. */
  readonly url: string;
}

/** Collects every route of an application while it is being built; nobody has to remember to list a new one. */
export class RouteTable {
  readonly #routes = new Map<string, Route>();

  readonly note = ({ method, url }: RouteOptions): void => {
    for (const name of Array.isArray(method) ? method : [method])
      this.#routes.set(`${name} ${url}`, { method: name, url });
  };

  get routes(): readonly Route[] {
    return [...this.#routes.values()];
  }
}

/** An address that this route answers. */
export const addressOf = ({ url }: Route, segment = 'nothing'): string =>
  url.replace(/:\w+/g, () => segment).replace(/\*$/, () => segment);
