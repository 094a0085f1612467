import type { ServerResponse } from 'node:http';
import { escapeHtml, sendPage } from './page.js';
import type { Person } from './person.js';

const SCOPES_IN_WORDS: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  email: 'See your e-mail address',
  profile: 'See your name',
  'https://www.googleapis.com/auth/userinfo.email': 'See your e-mail address',
  'https://www.googleapis.com/auth/userinfo.profile': 'See your name',
  'https://www.googleapis.com/auth/cloud-platform': 'Use Google Cloud services for you',
  'https://www.googleapis.com/auth/generative-language.retriever': 'Use the Gemini API for you',
};

/** Asks which person signs in and consents. Every choice is a submit button, so it works with a keyboard and without script. */
export function sendConsentPage(
  response: ServerResponse,
  consent: {
    readonly action: string;
    readonly clientId: string;
    readonly scopes: readonly string[];
    readonly people: readonly Person[];
    readonly loginHint: string | undefined;
  },
): void {
  const hinted = consent.loginHint?.toLowerCase();
  const ordered = [...consent.people].sort((a, b) => rank(a, hinted) - rank(b, hinted));
  const asked = [...new Set(consent.scopes.map((scope) => SCOPES_IN_WORDS[scope] ?? scope))];
  sendPage(response, {
    title: 'Choose an account',
    body: `<h1>Choose an account</h1>
<p>An application wants to act for you. Pick the person who signs in and allows it.</p>
<p class="quiet">Client ${escapeHtml(consent.clientId)}</p>
<h2>It will be allowed to</h2>
<ul>${asked.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>
<form method="post" action="${escapeHtml(consent.action)}">
${ordered.map((person) => personButton(person, rank(person, hinted) === 0)).join('\n')}
<button type="submit" name="decision" value="cancel">Cancel</button>
</form>`,
  });
}

function rank(person: Person, hinted: string | undefined): 0 | 1 {
  return hinted === person.email.toLowerCase() || hinted === person.sub ? 0 : 1;
}

function personButton(person: Person, suggested: boolean): string {
  return `<button type="submit" name="person" value="${escapeHtml(person.email)}" class="person${
    suggested ? ' suggested" autofocus' : '"'
  }><strong>${escapeHtml(person.name)}</strong> <span class="quiet">${escapeHtml(person.email)}${
    suggested ? ' · asked for by the application' : ''
  }</span></button>`;
}
