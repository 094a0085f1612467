import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RequestDetail, RequestList } from '../contract/http/traffic.js';
import { CALLER_KEY, startWorld, type World } from './world.js';

const PROMPT = 'the moon is made of canary cheese';

async function lastRequest(world: World): Promise<RequestDetail> {
  const { body } = await world.admin<RequestList>('GET', '/api/requests');
  return (await world.admin<RequestDetail>('GET', `/api/requests/${body.requests[0]?.id}`)).body;
}

/** Everything that the request log has on disk. */
async function logOnDisk(world: World): Promise<string> {
  await world.stop();
  return (await readFile(join(world.dataDirectory, 'traffic.sqlite'))).toString('latin1');
}

describe('the bodies of requests', () => {
  it('are kept nowhere unless they are asked for', async () => {
    const world = await startWorld({ accounts: 1 });
    await world.generate(PROMPT);
    expect((await lastRequest(world)).bodies).toBeNull();
    expect(await logOnDisk(world)).not.toContain('canary cheese');
  });

  it('are kept from the moment they are asked for, without secrets, and outlive a restart', async () => {
    const world = await startWorld({ accounts: 1 });
    await world.admin('PATCH', '/api/settings', { retention: { requests_bodies: true } });
    await world.generate(`${PROMPT}, says ${CALLER_KEY}`);
    const { bodies } = await lastRequest(world);
    expect(bodies?.request).toContain('canary cheese');
    expect(bodies?.answer).toContain('candidates');
    await world.restart();
    expect((await lastRequest(world)).bodies).toEqual(bodies);
    const text = await logOnDisk(world);
    expect(text).toContain('canary cheese');
    expect(text).not.toContain(CALLER_KEY);
  });

  it('are in no list and no event', async () => {
    const world = await startWorld({ accounts: 1 });
    await world.admin('PATCH', '/api/settings', { retention: { requests_bodies: true } });
    await world.generate(PROMPT);
    expect((await world.admin('GET', '/api/requests')).text).not.toContain('canary cheese');
    expect(JSON.stringify(await world.events())).not.toContain('canary cheese');
  });
});
