/**
 * Reads the one-time token out of what a person pastes: the whole printed link, its fragment, or the token alone.
 *
 * @returns the token, or the trimmed input when it is no link
 */
export function readPastedToken(pasted: string): string {
  const text = pasted.trim();
  const fragment = text.includes('#') ? text.slice(text.indexOf('#') + 1) : '';
  return readFragmentToken(fragment) ?? text;
}

/** @param fragment  of an address, with or without its `#` */
export function readFragmentToken(fragment: string): string | undefined {
  const token = new URLSearchParams(fragment.replace(/^#/, '')).get('token');
  return token ? token : undefined;
}

/**
 * Where to go after signing in: only ever a page of this dashboard. `//host` and `/\host` are addresses of other
 * sites to a browser, although they begin with a slash.
 */
export function readReturnPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || next.startsWith('/sign-in')) return '/';
  return next;
}
