import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes a value safe inside HTML text and quoted attributes. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const STYLE = `
  :root { color-scheme: light dark; --page: #f3f5f9; --card: #fff; --text: #1b2130; --quiet: #566074; --line: #ccd3df;
    --accent: #2557c7; --accent-text: #fff; --mark: #7a4a00; --mark-page: #fff1d6; --bad: #a8231a; }
  @media (prefers-color-scheme: dark) { :root { --page: #10141c; --card: #1a202c; --text: #e9edf5; --quiet: #a6b0c3;
    --line: #3a4456; --accent: #8ab0ff; --accent-text: #0c1530; --mark: #ffd899; --mark-page: #3a2a0d; --bad: #ff9d94; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: start center; padding: 8vh 1rem 2rem;
    background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
  main { width: 100%; max-width: 30rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
    padding: 1.75rem; box-shadow: 0 1px 2px rgb(0 0 0 / 6%), 0 12px 32px rgb(0 0 0 / 8%); }
  main.wide { max-width: 52rem; }
  .mark { display: inline-block; margin: 0 0 1rem; padding: .2rem .7rem; border-radius: 99rem; font-size: .85rem;
    font-weight: 600; color: var(--mark); background: var(--mark-page); }
  h1 { margin: 0 0 .5rem; font-size: 1.35rem; line-height: 1.3; }
  h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
  p { margin: 0 0 .75rem; }
  .quiet { color: var(--quiet); font-size: .9rem; }
  .bad { color: var(--bad); }
  ul { margin: 0 0 1rem; padding-left: 1.2rem; color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
  form { margin: 0; }
  button { font: inherit; color: var(--text); background: transparent; border: 1px solid var(--line);
    border-radius: .6rem; padding: .55rem .9rem; cursor: pointer; }
  button:hover { border-color: var(--accent); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  button.person { display: block; width: 100%; margin: 0 0 .5rem; padding: .7rem .9rem; text-align: left; }
  button.person strong, button.person span { display: block; }
  button.suggested { border-color: var(--accent); border-width: 2px; }
  button.primary { background: var(--accent); color: var(--accent-text); border-color: var(--accent); }
  table { width: 100%; border-collapse: collapse; }
  th, td { padding: .6rem .5rem .6rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
  thead th { border-top: 0; font-size: .85rem; color: var(--quiet); font-weight: 600; }
  tbody th { font-weight: 400; overflow-wrap: break-word; }
  .actions { display: flex; gap: .5rem; flex-wrap: wrap; }
`;

/** Sends a whole page that asks nothing of any other host, runs no script, and says that it is the sandbox. */
export function sendPage(
  response: ServerResponse,
  page: { readonly title: string; readonly body: string; readonly status?: number; readonly wide?: boolean },
): void {
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(page.status ?? 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // Not no-referrer: it would turn the Origin of the page's own forms into `null`.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    // No form-action: Chromium applies it to the redirect after the form as well, and that one leads to the client.
    'content-security-policy': `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  });
  response.end(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(page.title)} – Sandbox</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main${page.wide ? ' class="wide"' : ''}>
<p class="mark">Sandbox – not Google</p>
${page.body}
</main>
</body>
</html>
`);
}
