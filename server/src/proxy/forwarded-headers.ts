import type { IncomingHttpHeaders } from 'node:http';

const LONGEST_VALUE = 2_000;

/**
 * Of a caller's headers, those that its upstream is to see: a list of what may pass, never of what may not.
 *
 * - `anthropic-beta` switches features of Claude, and matters to no other upstream.
 * - Antigravity sends its own `User-Agent` and `X-Goog-Api-Client` through an enterprise gateway and expects them to
 *   arrive. They are passed on when the program itself says who it is, and never made up.
 *
 * @see https://docs.cloud.google.com/gemini/enterprise/docs/ai-developer-tools/deploy-enterprise-gateway (read 2026-11-20):
 *   `User-Agent: antigravity/VERSION (aidev_client; auth_method=gateway)`
 */
export function forwardedHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const forwarded: Record<string, string> = {};
  const pass = (name: string): void => {
    const value = headers[name];
    if (typeof value === 'string' && value.length <= LONGEST_VALUE && /^[\x20-\x7e]+$/.test(value))
      forwarded[name] = value;
  };
  pass('anthropic-beta');
  if (/^antigravity\/\S/i.test(headers['user-agent'] ?? '')) {
    pass('user-agent');
    pass('x-goog-api-client');
  }
  return forwarded;
}
