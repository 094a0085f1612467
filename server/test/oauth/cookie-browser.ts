/** One answer on a browser's way. */
export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly location: string | undefined;
  readonly headers: Headers;
  readonly body: string;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
  /** The `Set-Cookie` line, for looking at its attributes. */
  readonly line: string;
}

/** A browser as far as sign-ins need one: cookies by host and path, and no redirect followed unless told to. */
export class CookieBrowser {
  readonly #cookies = new Map<string, Map<string, Cookie>>();

  /** @param redirectTo  answers of the first origin are fetched from the second: the server under test has two names */
  constructor(private readonly sameServer: (url: URL) => URL = (url) => url) {}

  async visit(
    address: string,
    init: {
      readonly method?: string;
      readonly form?: Record<string, string>;
      readonly headers?: Record<string, string>;
    } = {},
  ): Promise<Visit> {
    const url = new URL(address);
    const answer = await fetch(this.sameServer(url), {
      method: init.method ?? (init.form ? 'POST' : 'GET'),
      redirect: 'manual',
      headers: { ...init.headers, cookie: this.cookieHeader(url) },
      ...(init.form ? { body: new URLSearchParams(init.form) } : {}),
    });
    this.#keep(url, answer.headers.getSetCookie());
    const location = answer.headers.get('location');
    return {
      url: address,
      status: answer.status,
      location: location === null ? undefined : new URL(location, url).href,
      headers: answer.headers,
      body: await answer.text(),
    };
  }

  setCookie(address: string, name: string, value: string): void {
    this.#keep(new URL(address), [`${name}=${value}; Path=/`]);
  }

  cookie(address: string, name: string): Cookie | undefined {
    return this.#jar(new URL(address)).get(name);
  }

  cookieHeader(url: URL): string {
    return [...this.#jar(url)]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  #keep(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /;\s*path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (value === '') this.#jar(url).delete(name);
      else this.#jar(url).set(name, { value, path, line });
    }
  }

  #jar(url: URL): Map<string, Cookie> {
    const jar = this.#cookies.get(url.origin) ?? new Map<string, Cookie>();
    this.#cookies.set(url.origin, jar);
    return jar;
  }
}
