import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

import type { Session, SignIn } from '../../../../server/contract/http/session.js';
import { ProblemError, UnreachableError } from '../../http/problem-error.js';
import { createSession, deleteSession, fetchSession } from './session.api.js';

/** `unreachable`: the server has not answered, so nobody knows yet. */
export type SessionStatus = 'unknown' | 'signed-in' | 'signed-out' | 'unreachable';

/** Whether this browser may use the dashboard. */
export const useSessionStore = defineStore('session', () => {
  const status = ref<SessionStatus>('unknown');
  const session = shallowRef<Session>();

  function accept(answer: Session): void {
    session.value = answer;
    status.value = answer.signed_in ? 'signed-in' : 'signed-out';
  }

  /** Asks the server; never throws, the outcome is the status. */
  async function load(): Promise<SessionStatus> {
    try {
      accept(await fetchSession());
    } catch (error) {
      const refused = error instanceof ProblemError && error.status === 401;
      status.value = refused ? 'signed-out' : 'unreachable';
    }
    return status.value;
  }

  /** @throws what `request` throws, for the form to show */
  async function signIn(credential: SignIn): Promise<void> {
    accept(await createSession(credential));
  }

  /** Ends the session. A server that cannot be reached has nothing to end for this page; it asks again later. */
  async function signOut(): Promise<void> {
    try {
      await deleteSession();
    } catch (error) {
      if (error instanceof UnreachableError) throw error;
    }
    markSignedOut();
  }

  function markSignedOut(): void {
    session.value = undefined;
    status.value = 'signed-out';
  }

  return { status, session, load, signIn, signOut, markSignedOut };
});
