import { ScriptlessBrowser } from '../sandbox/scriptless-browser.js';
import { ADMIN_TOKEN, type Enrolled, type World } from './world.js';

/** A session of the dashboard, as the value of a `Cookie` header. */
export async function signInToDashboard(world: World): Promise<string> {
  const answer = await fetch(`${world.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-regrant': '1' },
    body: JSON.stringify({ token: ADMIN_TOKEN }),
  });
  const [cookie = ''] = answer.headers.getSetCookie();
  if (answer.status !== 200) throw new Error(`No session: ${answer.status}`);
  return cookie.split(';')[0] ?? '';
}

/**
 * Signs in at Google through a browser, consent page included, and comes back.
 *
 * @param choices.account  the account that is to get a new grant; none adds whoever comes
 * @param choices.as  the person picked on the consent page; `cancel` presses Cancel
 * @returns the query of the page that the browser ends on
 */
export async function signInAtGoogle(
  world: World,
  choices: { readonly account?: Enrolled; readonly as: string },
): Promise<Record<string, string>> {
  const session = await signInToDashboard(world);
  const query = choices.account ? `?account_id=${choices.account.id}` : '';
  const departure = await fetch(`${world.url}/api/oauth/google/start${query}`, {
    redirect: 'manual',
    headers: { cookie: session },
  });
  const address = departure.headers.get('location');
  if (departure.status !== 302 || address === null) throw new Error(`No way to Google: ${departure.status}`);
  const flowCookie = departure.headers.getSetCookie()[0]?.split(';')[0] ?? '';

  const redirectUri = `${world.regrant.url}/api/oauth/google/callback`;
  const callback = await new ScriptlessBrowser().authorize(new URL(address), { as: choices.as, redirectUri });
  // The session's cookie is SameSite=Strict: it does not come back from another site, and none is needed.
  const back = await fetch(`${world.url}${callback.pathname}${callback.search}`, {
    redirect: 'manual',
    headers: { cookie: flowCookie },
  });
  const page = new URL(back.headers.get('location') ?? '/', world.url);
  return Object.fromEntries(page.searchParams);
}
