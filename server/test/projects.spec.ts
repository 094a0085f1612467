import { describe, expect, it } from 'vitest';
import type { ProjectList } from '../contract/http/projects.js';
import type { Problem } from '../contract/problem.js';
import { startWorld, type World } from './world.js';

const projectsOf = <T = ProjectList>(world: World, id: string) => world.admin<T>('GET', `/api/accounts/${id}/projects`);

describe('the projects of an account', () => {
  it('are asked for with its own access token, and come sorted', async () => {
    const world = await startWorld({ accounts: 2 });
    const account = world.account(1);
    const { status, body } = await projectsOf(world, account.id);
    expect(status).toBe(200);
    const { resourceManager } = world.sandbox;
    expect(body).toEqual({
      projects: [
        { project_id: 'bob-lab', name: 'Bob Baker: lab' },
        { project_id: 'project-of-bob', name: 'Bob Baker: main project' },
        { project_id: 'sandbox-project', name: 'Shared sandbox project' },
      ],
      complete: true,
    });
    expect(resourceManager.journal.map(({ email }) => email)).toEqual([account.email]);
  });

  it('come page by page, and say when there are more than anybody chooses from', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id, email } = world.account(0);
    const { resourceManager } = world.sandbox;
    resourceManager.found(email, 60);
    expect((await projectsOf(world, id)).body).toMatchObject({
      projects: { length: resourceManager.projectsOf(email).length },
      complete: true,
    });
    resourceManager.found(email, 1_000);
    const { body } = await projectsOf(world, id);
    expect(body.complete).toBe(false);
    expect(body.projects).toHaveLength(300);
  });

  it('are asked for after a refresh when the access token has run out', async () => {
    const world = await startWorld({ accounts: 1, expired: true });
    expect((await projectsOf(world, world.account(0).id)).status).toBe(200);
  });

  it('lead to the page on which Google’s API is switched on, and nowhere else', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    const refuseWith = (activationUrl: string) => {
      world.sandbox.resourceManager.faults.next = {
        status: 403,
        body: {
          error: {
            code: 403,
            status: 'PERMISSION_DENIED',
            message: 'Cloud Resource Manager API has not been used in project 1 before or it is disabled.',
            details: [
              {
                '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
                reason: 'SERVICE_DISABLED',
                metadata: { activationUrl },
              },
            ],
          },
        },
      };
    };
    const page =
      'https://console.developers.google.com/apis/api/cloudresourcemanager.googleapis.com/overview?project=1';
    refuseWith(page);
    expect((await projectsOf<Problem>(world, id)).body).toMatchObject({
      code: 'projects.api_disabled',
      help_url: page,
    });
    for (const elsewhere of ['https://google.com.example/', 'javascript:alert(1)']) {
      refuseWith(elsewhere);
      const { body } = await projectsOf<Problem>(world, id);
      expect(body.help_url).toMatch(/^https:\/\/console\.cloud\.google\.com\//);
    }
  });

  it('are refused with words when the scope is missing, and touch no account', async () => {
    const world = await startWorld({ accounts: 1 });
    const { id } = world.account(0);
    world.sandbox.resourceManager.faults.next = {
      status: 403,
      body: {
        error: {
          code: 403,
          status: 'PERMISSION_DENIED',
          message: 'Request had insufficient authentication scopes.',
          details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
        },
      },
    };
    const { status, body } = await projectsOf<Problem>(world, id);
    expect([status, body.code]).toEqual([422, 'projects.refused']);
    expect(body.detail).toContain('ACCESS_TOKEN_SCOPE_INSUFFICIENT');
    expect((await world.view(world.account(0))).status).toBe('ready');
  });

  it.each([
    ['an overload', { status: 503, body: 'busy' }],
    ['a page of HTML', { status: 200, body: '<!doctype html>' }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
  ])('say that nobody knows after %s', async (_name, answer) => {
    const world = await startWorld({ accounts: 1 });
    world.sandbox.resourceManager.faults.next = answer;
    const { status, body } = await projectsOf<Problem>(world, world.account(0).id);
    expect([status, body.code]).toEqual([502, 'projects.unavailable']);
  });

  it('of a disabled account are not asked for', async () => {
    const world = await startWorld({ accounts: 1 });
    await world.letDie(world.account(0));
    const { body } = await projectsOf<Problem>(world, world.account(0).id);
    expect(body.code).toBe('account.disabled');
    expect(world.sandbox.resourceManager.journal).toEqual([]);
    expect((await projectsOf<Problem>(world, 'nobody')).body.code).toBe('account.not_found');
  });
});
