import {
  completedSignInSchema,
  pendingPersonSchema,
  startedSignInSchema,
  type CompletedSignIn,
  type PendingPerson,
  type StartedSignIn,
} from '../../../../server/contract/http/oauth.js';
import { request } from '../../http/request.js';

/** Where a browser begins to sign in; with an account, to give that one a new grant. */
export function googleSignInPath(accountId?: string): string {
  const path = '/api/oauth/google/start';
  return accountId === undefined ? path : `${path}?account_id=${encodeURIComponent(accountId)}`;
}

/** Begins a sign-in that is finished by pasting: its address may be opened in any browser. */
export function startSignInElsewhere(): Promise<StartedSignIn> {
  return request('/api/oauth/google/start', startedSignInSchema, { method: 'POST', body: {} });
}

/** Finishes a sign-in by the address it ended on, for a machine whose callback the browser cannot reach. */
export function completeSignIn(url: string): Promise<CompletedSignIn> {
  return request('/api/oauth/google/complete', completedSignInSchema, { method: 'POST', body: { url } });
}

/** Who signed in, and who was expected, while a flow waits for a decision. */
export function fetchPendingPerson(flow: string): Promise<PendingPerson> {
  return request(`/api/oauth/google/flows/${encodeURIComponent(flow)}`, pendingPersonSchema);
}

/** Adds the other person of a waiting flow as an account of their own. */
export function confirmPerson(flow: string): Promise<CompletedSignIn> {
  return request('/api/oauth/google/confirm', completedSignInSchema, { method: 'POST', body: { flow } });
}
