import { expect } from 'vitest';
import { problemSchema, type Problem } from '../contract/problem.js';
import type { World } from './world.js';

/** Does something, and holds that it changed no account file and that Regrant still serves. */
export async function leavesAllAsItWas(world: World, act: () => Promise<void>): Promise<void> {
  const before = await Promise.all(world.accounts.map((account) => world.fileText(account)));
  await act();
  expect(await Promise.all(world.accounts.map((account) => world.fileText(account)))).toEqual(before);
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
}

/** One refused admin request: its status and code, in the shape of RFC 9457, with something to do about it. */
export async function expectProblem(
  world: World,
  [method, path, body]: readonly [string, string, unknown?],
  status: number,
  code: string,
): Promise<void> {
  const answer = await world.admin<Problem>(method, path, body);
  expect([method, path, answer.status, answer.body.code]).toEqual([method, path, status, code]);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(problemSchema.parse(answer.body).hint).not.toBe('');
}
