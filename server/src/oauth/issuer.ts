/**
 * Who may call itself the issuer behind an authorization endpoint: Google under both of its spellings, anybody else
 * (the sandbox, a test) under the origin of that endpoint.
 *
 * @see https://developers.google.com/identity/openid-connect/openid-connect (read 2026-11): `iss` with and without scheme
 */
export function issuersOf(authorizationUrl: string): readonly string[] {
  const { origin, hostname } = new URL(authorizationUrl);
  return hostname === 'accounts.google.com' ? ['https://accounts.google.com', 'accounts.google.com'] : [origin];
}
