import { VERSION } from '../config/version.js';

/**
 * The headers of a request to a Google API, built from nothing: of the caller's own headers only what `forwarded` names is
 * passed on, so that neither keys nor hop-by-hop headers can get through.
 *
 * @see https://cloud.google.com/apis/docs/system-parameters (read 2026-11): `x-goog-user-project` is charged
 */
export function googleHeaders(options: {
  readonly accessToken: string;
  readonly projectId: string | null;
  readonly hasBody: boolean;
  /** From `forwardedHeaders`; stronger than ours. */
  readonly forwarded?: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { authorization: `Bearer ${options.accessToken}`, accept: '*/*' };
  if (options.projectId !== null) headers['x-goog-user-project'] = options.projectId;
  if (options.hasBody) headers['content-type'] = 'application/json';
  headers['user-agent'] = USER_AGENT;
  return options.forwarded === undefined ? headers : Object.assign(headers, options.forwarded);
}

const USER_AGENT = `regrant/${VERSION}`;
