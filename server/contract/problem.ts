import { z } from 'zod';

/**
 * Every error code Regrant answers with on the admin API, and the HTTP status it travels under.
 * Codes are stable: clients match on them, never on the text. `docs/errors.md` explains each one.
 */
export const PROBLEM_STATUS = {
  'request.malformed': 400,
  'request.invalid': 400,
  'request.too_large': 413,
  'request.unsupported_media_type': 415,
  'request.not_found': 404,
  'route.not_found': 404,
  'route.method_not_allowed': 405,
  'auth.required': 401,
  'auth.rejected': 401,
  'auth.origin_refused': 403,
  'auth.host_refused': 421,
  'auth.slow_down': 429,
  'auth.password_fixed': 409,
  'session.not_found': 404,
  'caller.key_missing': 401,
  'caller.key_rejected': 401,
  'caller.key_conflict': 401,
  'caller.rate_limited': 429,
  'caller.model_refused': 403,
  'caller.key_not_found': 404,
  'caller.key_fixed': 409,
  'caller.key_limit': 409,
  'account.not_found': 404,
  'account.unreadable': 409,
  'account.disabled': 409,
  'account.identity_conflict': 409,
  'grant.refresh_rejected': 422,
  'grant.refresh_unavailable': 502,
  'grant.issued_to_other_client': 422,
  'projects.refused': 422,
  'projects.api_disabled': 422,
  'projects.unavailable': 502,
  'oauth_client.missing': 409,
  'oauth_client.misconfigured': 502,
  'oauth.denied': 403,
  'oauth.state_rejected': 400,
  'oauth.exchange_failed': 502,
  'oauth.userinfo_failed': 502,
  'oauth.email_unverified': 422,
  'oauth.refresh_token_missing': 422,
  'oauth.scope_missing': 422,
  'oauth.flow_unknown': 404,
  'pool.reauth_required': 503,
  'pool.empty': 503,
  'pool.exhausted': 503,
  'pool.cooling': 429,
  'pool.project_missing': 503,
  'upstream.unreachable': 502,
  'upstream.timeout': 504,
  'upstream.rejected': 502,
  'upstream.invalid_answer': 502,
  'settings.invalid': 400,
  'storage.failed': 503,
  'storage.locked': 503,
  'storage.unwritable': 503,
  'encryption.key_required': 503,
  'encryption.key_rejected': 503,
  'encryption.unusable': 503,
  'server.port_in_use': 503,
  'server.draining': 503,
  'server.busy': 503,
  'server.internal': 500,
} as const;

/** A stable error code of Regrant's. */
export type ProblemCode = keyof typeof PROBLEM_STATUS;

/**
 * The body of every refused admin request, `application/problem+json`.
 *
 * @see RFC 9457; `code` and `hint` are our own members.
 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.string(),
  hint: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Names and codes that belong to it, for whoever tells it in other words than `detail`: the OAuth client, Google's error. */
  facts: z.record(z.string(), z.string()).optional(),
  /** A page of Google's on which a person can put it right. */
  help_url: z.string().optional(),
});

/** @see problemSchema */
export type Problem = z.infer<typeof problemSchema>;
