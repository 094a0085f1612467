import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  sandboxActionSchema,
  sandboxFaultSchema,
  type SandboxAction,
  type SandboxOutcome,
  type SandboxView,
} from '../contract/http/sandbox.js';
import type { SandboxGoogle } from './google.js';
import { findPerson } from './person.js';
import { readRequestBody } from './request-body.js';

/**
 * The console for programs: what its page shows and does, as JSON. Regrant's dashboard uses it. No browser may: one that
 * says where it comes from is refused.
 */
export async function answerConsoleApi(
  request: IncomingMessage,
  response: ServerResponse,
  google: SandboxGoogle,
): Promise<void> {
  if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) {
    send(response, 403, { error: 'not for browsers' });
    return;
  }
  if (request.method === 'GET') {
    send(response, 200, viewOf(google));
    return;
  }
  const action = sandboxActionSchema.safeParse(await readJson(request));
  const outcome = action.success ? await act(action.data, google) : undefined;
  if (outcome) send(response, 200, outcome);
  else send(response, 400, { error: 'no such action, or nobody of that name' });
}

async function act(wanted: SandboxAction, google: SandboxGoogle): Promise<SandboxOutcome | undefined> {
  if (wanted.action === 'fault') {
    google.faults.token = wanted.fault ?? undefined;
    return viewOf(google);
  }
  const person = findPerson(google.people, wanted.email);
  if (!person) return undefined;
  if (wanted.action === 'give') {
    const { refreshToken } = await google.mint(person.email);
    return { ...viewOf(google), refresh_token: refreshToken };
  }
  await google[wanted.action](person.email);
  return viewOf(google);
}

function viewOf(google: SandboxGoogle): SandboxView {
  return {
    people: google.people.map(({ email, name }) => ({
      email,
      name,
      grants: google.grantsOf(email).map(({ createdAtMs, refreshTokens, accessTokens }) => ({
        since: Math.floor(createdAtMs / 1000),
        refresh_tokens: refreshTokens,
        access_tokens: accessTokens,
      })),
    })),
    // A fault that a test wrote itself has no name here.
    fault: sandboxFaultSchema.safeParse(google.faults.token).data ?? null,
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readRequestBody(request)).toString()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
