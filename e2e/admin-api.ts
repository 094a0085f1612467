/** What a script does with the admin token. Here it sets a scene; what a test is about, it does through the page. */
export class AdminApi {
  constructor(
    private readonly url: () => string,
    readonly token: string,
  ) {}

  /** Refreshes now, which finds out whether the grant still lives. */
  async refresh(accountId: string): Promise<string> {
    const result = await this.#send('POST', `/api/accounts/${accountId}/refresh`, {});
    return (result as { readonly outcome: string }).outcome;
  }

  async add(refreshToken: string): Promise<void> {
    await this.#send('POST', '/api/accounts', { refresh_token: refreshToken });
  }

  async pause(accountId: string, reason: string): Promise<void> {
    await this.#send('PATCH', `/api/accounts/${accountId}`, { proxy_disabled: true, proxy_disabled_reason: reason });
  }

  /** What an admin is shown. */
  get(path: string): Promise<unknown> {
    return this.#send('GET', path);
  }

  async #send(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.url()}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return JSON.parse(text) as unknown;
  }
}
