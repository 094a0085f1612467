import { z } from 'zod';

import { sessionSchema, type Session, type SignIn } from '../../../../server/contract/http/session.js';
import { request } from '../../http/request.js';

export function fetchSession(): Promise<Session> {
  return request('/api/session', sessionSchema, { expect401: true });
}

export function createSession(credential: SignIn): Promise<Session> {
  return request('/api/session', sessionSchema, { method: 'POST', body: credential, expect401: true });
}

export async function deleteSession(): Promise<void> {
  await request('/api/session', z.unknown(), { method: 'DELETE', expect401: true });
}
