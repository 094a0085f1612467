/** Google takes these short and answers them long. */
const OTHER_SPELLING: ReadonlyMap<string, string> = new Map(
  ['email', 'profile'].flatMap((short) => {
    const long = `https://www.googleapis.com/auth/userinfo.${short}`;
    return [
      [short, long],
      [long, short],
    ] as const;
  }),
);

/** A name is pleasant to have; nothing works less without it. */
const OPTIONAL: ReadonlySet<string | undefined> = new Set(['profile', OTHER_SPELLING.get('profile')]);

/**
 * Names the scopes that were asked for, are needed, and were not granted.
 *
 * @param granted  the `scope` of the token answer; null means that all were granted
 * @see RFC 6749 §3.3, §5.1
 */
export function missingScopes(requested: readonly string[], granted: string | null): readonly string[] {
  if (granted === null) return [];
  const given = new Set(granted.split(' '));
  return requested.filter(
    (scope) => !OPTIONAL.has(scope) && !given.has(scope) && !given.has(OTHER_SPELLING.get(scope) ?? scope),
  );
}
