/**
 * What Google's error texts say of the account behind a request: e-mail addresses, project names and numbers, service
 * accounts, console links with `project=`. Callers of the gateway are told none of it.
 */
const IDENTITIES: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, '[account]'],
  [/\b(projects\/)\w[\w:-]{0,63}(?:\.[\w-]{1,63}){0,4}/g, '$1[project]'],
  [/\b(project(?:_number|_id|Number|Id)?[:=]\s?)[\w:-]{1,64}/g, '$1[project]'],
  [/\b(project\s+["'`]?)(?=[\w-]*\d)[\w-]{1,64}/gi, '$1[project]'],
];

/** The same text without them. */
export function withoutIdentity(text: string): string {
  return IDENTITIES.reduce((cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement), text);
}
