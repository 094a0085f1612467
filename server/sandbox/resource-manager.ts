import type { ServerResponse } from 'node:http';
import { GeminiError, unauthenticated } from './gemini-error.js';
import type { SandboxGoogle } from './google.js';
import { listenOnLoopback, type ListenOptions } from './loopback-server.js';
import { findPerson, type Person } from './person.js';
import { sendScripted, type ScriptedAnswer } from './token-fault.js';
import { recordOf, type UpstreamRecord } from './upstream-record.js';

export interface ResourceManagerOptions extends ListenOptions {
  /** Who has projects, and whose access tokens are accepted. */
  readonly google: Pick<SandboxGoogle, 'isValidAccessToken' | 'people'>;
}

export interface SandboxResourceManager {
  /** What `REGRANT_RESOURCE_MANAGER_BASE_URL` is set to: no version in it. */
  readonly baseUrl: string;
  /** Every request, oldest first. */
  readonly journal: readonly UpstreamRecord[];
  /** Stays in force until it is set back to undefined. */
  readonly faults: { next: ScriptedAnswer | undefined };
  /** The IDs of a person's projects, sorted. More than a page has, where `count` says so. */
  projectsOf(email: string): readonly string[];
  /** Gives a person so many more projects. */
  found(email: string, count: number): void;
  close(): Promise<void>;
}

/** Starts a stand-in for Cloud Resource Manager, of which it has the search for projects. */
export async function startResourceManager({
  google,
  ...listen
}: ResourceManagerOptions): Promise<SandboxResourceManager> {
  const server = await listenOnLoopback(listen);
  const journal: UpstreamRecord[] = [];
  const faults: SandboxResourceManager['faults'] = { next: undefined };
  const founded = new Map<string, number>();
  const projectsOf = (email: string): readonly Project[] => {
    const person = findPerson(google.people, email);
    return person ? projectsFor(person, founded.get(person.email) ?? 0) : [];
  };

  server.serve(async (request, response) => {
    const record = await recordOf(request, google);
    journal.push(record);
    if (faults.next) {
      record.outcome = 'fault';
      sendScripted(response, faults.next);
      return;
    }
    answer(record, response, projectsOf);
  });

  return {
    baseUrl: server.origin,
    journal,
    faults,
    projectsOf: (email) => projectsOf(email).map(({ projectId }) => projectId),
    found: (email, count) => void founded.set(email, (founded.get(email) ?? 0) + count),
    close: () => server.close(),
  };
}

interface Project {
  readonly name: string;
  readonly projectId: string;
  readonly displayName: string;
  readonly state: 'ACTIVE';
}

function projectsFor({ sub, email, name }: Person, more: number): readonly Project[] {
  const first = email.split('@')[0] ?? email;
  const ids: readonly (readonly [string, string])[] = [
    [`${first}-lab`, `${name}: lab`],
    [`project-of-${first}`, `${name}: main project`],
    ['sandbox-project', 'Shared sandbox project'],
    ...Array.from({ length: more }, (_, index) => [`${first}-${index + 1}`, `${name}: no. ${index + 1}`] as const),
  ];
  return ids
    .map(([projectId, displayName], index) => ({
      name: `projects/${sub.slice(-6)}${index}`,
      projectId,
      displayName,
      state: 'ACTIVE' as const,
    }))
    .sort((a, b) => (a.projectId < b.projectId ? -1 : 1));
}

function answer(
  record: UpstreamRecord,
  response: ServerResponse,
  projectsOf: (email: string) => readonly Project[],
): void {
  try {
    if (record.email === undefined) throw unauthenticated();
    if (record.method !== 'GET' || record.path !== '/v3/projects:search') {
      throw new GeminiError(404, 'NOT_FOUND', 'Requested entity was not found.');
    }
    const query = new URLSearchParams(record.query);
    const projects = projectsOf(record.email);
    const start = Number(query.get('pageToken') ?? 0);
    const end = start + Math.max(1, Number(query.get('pageSize') ?? 50));
    const page = projects.slice(start, end);
    record.outcome = 'answered';
    sendScripted(response, {
      status: 200,
      body: { projects: page, ...(end < projects.length && { nextPageToken: String(end) }) },
    });
  } catch (error) {
    if (!(error instanceof GeminiError)) throw error;
    record.outcome = 'refused';
    sendScripted(response, { status: error.code, body: error.toBody() });
  }
}
