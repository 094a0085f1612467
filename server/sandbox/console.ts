import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerConsoleApi } from './console-api.js';
import type { GrantRecord } from './grant-records.js';
import type { SandboxGoogle } from './google.js';
import { listenOnLoopback, type ListenOptions } from './loopback-server.js';
import { escapeHtml, sendPage } from './page.js';
import { findPerson, type Person } from './person.js';
import { readRequestBody } from './request-body.js';

export interface ConsoleOptions extends ListenOptions {
  readonly google: SandboxGoogle;
}

export interface SandboxConsole {
  readonly origin: string;
  /** The page a person opens. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the page on which a person plays the owner of an account: it lists who has granted what, and revokes or expires
 * it. What a button does is done at the authorization server alone; that Regrant notices is the point.
 */
export async function startConsole({ google, ...listen }: ConsoleOptions): Promise<SandboxConsole> {
  const server = await listenOnLoopback(listen);
  server.serve(async (request, response) => {
    // Only the page itself may press its buttons: no other site, and no other name for this address.
    if (request.headers.host !== new URL(server.origin).host) {
      refuse(response, 421);
      return;
    }
    if (request.method === 'GET' && request.url === '/') {
      sendConsole(response, google);
      return;
    }
    if (request.url === '/api') return answerConsoleApi(request, response, google);
    if (request.method !== 'POST' || request.url !== '/grants') {
      refuse(response, 404);
      return;
    }
    if (request.headers.origin !== server.origin) {
      refuse(response, 403);
      return;
    }
    return act(request, response, google);
  });
  return { origin: server.origin, url: `${server.origin}/`, close: () => server.close() };
}

async function act(request: IncomingMessage, response: ServerResponse, google: SandboxGoogle): Promise<void> {
  const form = new URLSearchParams((await readRequestBody(request)).toString());
  const person = findPerson(google.people, form.get('email') ?? '');
  const action = form.get('action');
  if (!person || (action !== 'revoke' && action !== 'expire')) {
    refuse(response, 400);
    return;
  }
  await google[action](person.email);
  response.writeHead(303, { location: '/', 'content-length': '0' }).end();
}

function refuse(response: ServerResponse, status: number): void {
  sendPage(response, {
    status,
    title: 'Nothing was done',
    body: '<h1>Nothing was done</h1><p>Go back to the <a href="/">list of grants</a> and press a button there.</p>',
  });
}

function sendConsole(response: ServerResponse, google: SandboxGoogle): void {
  sendPage(response, {
    title: 'Grants',
    wide: true,
    body: `<h1>Who has granted access</h1>
<p><strong>Revoke</strong> is what people do in the settings of their account: the grant is dead at once, with every token.
<strong>Expire</strong> is what time does: the refresh token is dead, access tokens still work until they run out.</p>
<table>
<thead><tr><th scope="col">Person</th><th scope="col">Live grants</th><th scope="col">Actions</th></tr></thead>
<tbody>
${google.people.map((person) => personRow(person, google.grantsOf(person.email))).join('\n')}
</tbody>
</table>`,
  });
}

function personRow(person: Person, grants: readonly GrantRecord[]): string {
  const email = escapeHtml(person.email);
  const actions =
    grants.length === 0
      ? '<span class="quiet">Sign in again from the dashboard.</span>'
      : `<form method="post" action="/grants"><input type="hidden" name="email" value="${email}"><div class="actions">
<button type="submit" class="primary" name="action" value="revoke" aria-label="Revoke ${email}">Revoke</button>
<button type="submit" name="action" value="expire" aria-label="Expire ${email}">Expire</button></div></form>`;
  return `<tr><th scope="row"><strong>${escapeHtml(person.name)}</strong><br><span class="quiet">${email}</span></th>
<td>${grants.length === 0 ? '<span class="bad">None</span>' : grants.map(grantLine).join('<br>')}</td>
<td>${actions}</td></tr>`;
}

function grantLine({ createdAtMs, refreshTokens, accessTokens }: GrantRecord): string {
  const since = new Date(createdAtMs).toISOString().slice(11, 19);
  const refresh = refreshTokens > 0 ? 'can be refreshed' : '<span class="bad">refresh token dead</span>';
  return `Since ${since} UTC: ${refresh}, ${accessTokens} access token${accessTokens === 1 ? '' : 's'} alive`;
}
