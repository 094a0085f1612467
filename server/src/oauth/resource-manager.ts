import { Injectable } from '@nestjs/common';
import type { Response } from 'undici';
import type { ProjectList } from '../../contract/http/projects.js';
import { SettingsService } from '../config/settings.service.js';
import { isJsonObject, type JsonValue } from '../core/accounts/document.js';
import { refusalKind } from '../core/pool/refusal-kind.js';
import {
  ProjectsApiDisabledError,
  ProjectsRefusedError,
  ProjectsUnavailableError,
} from '../core/errors/project-errors.js';
import { parseGeminiError } from '../protocols/gemini/errors.js';
import { BoundedHttp, readBoundedText, reasonOf } from './bounded-http.js';
import { parseStrictJson } from './strict-json.js';

type Project = ProjectList['projects'][number];

const TIMEOUT_MS = 10_000;
/** So many fit into an answer of the size that is read. */
const PAGE_SIZE = 50;
/** Whoever has more projects than this knows the ID of the one they mean. */
const MOST_PAGES = 6;
/** Where the API is switched on, for a refusal that names no page of its own. */
const SWITCH_ON_URL = 'https://console.cloud.google.com/apis/library/cloudresourcemanager.googleapis.com';

/**
 * Asks Google for the projects that an access token's owner has.
 *
 * @see https://cloud.google.com/resource-manager/reference/rest/v3/projects/search (read 2026-11)
 */
@Injectable()
export class ResourceManager {
  constructor(
    private readonly settings: SettingsService,
    private readonly http: BoundedHttp,
  ) {}

  /** @throws ProjectsRefusedError, ProjectsApiDisabledError, ProjectsUnavailableError */
  async searchProjects(accessToken: string): Promise<ProjectList> {
    const projects: Project[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await this.#page(accessToken, pageToken);
      projects.push(...answer.projects);
      pageToken = answer.next;
      if (pageToken === undefined) break;
    }
    projects.sort((a, b) => (a.project_id < b.project_id ? -1 : 1));
    return { projects, complete: pageToken === undefined };
  }

  async #page(accessToken: string, pageToken: string | undefined): Promise<{ projects: Project[]; next?: string }> {
    const query = new URLSearchParams({ query: 'state:ACTIVE', pageSize: String(PAGE_SIZE) });
    if (pageToken !== undefined) query.set('pageToken', pageToken);
    const response = await this.#send(accessToken, query);
    const text = await readBoundedText(response);
    if (response.status !== 200) throw refusalOf(response.status, text ?? '');
    return readPage(text === undefined ? undefined : parseStrictJson(text));
  }

  async #send(accessToken: string, query: URLSearchParams): Promise<Response> {
    const base = this.settings.current.resource_manager_base_url;
    try {
      return await this.http.send(`${base}/v3/projects:search?${query.toString()}`, {
        headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new ProjectsUnavailableError(reasonOf(error), error);
    }
  }
}

function refusalOf(status: number, body: string): Error {
  const { message, reason = null, status: name, details } = parseGeminiError(status, body);
  const kind = refusalKind({ httpStatus: status, status: name, reason, message, helpUrl: null });
  if (kind.kind === 'blocked' && kind.why === 'api_disabled') return new ProjectsApiDisabledError(switchOnUrl(details));
  if (status === 403) return new ProjectsRefusedError(reason ?? name);
  return new ProjectsUnavailableError(`HTTP ${status}`);
}

/** Only a page of Google's is passed on. */
function switchOnUrl(details: readonly Readonly<Record<string, unknown>>[]): string {
  for (const { metadata } of details) {
    const url: unknown = typeof metadata === 'object' && metadata !== null && Reflect.get(metadata, 'activationUrl');
    if (typeof url === 'string' && /^https:\/\/(?:[a-z0-9-]+\.)*google\.com\//.test(url)) return url.slice(0, 500);
  }
  return SWITCH_ON_URL;
}

function readPage(body: JsonValue | undefined): { projects: Project[]; next?: string } {
  if (!isJsonObject(body)) throw new ProjectsUnavailableError('the answer is not JSON');
  const listed = Array.isArray(body['projects']) ? body['projects'] : [];
  const projects = listed.flatMap((entry) => {
    const id = isJsonObject(entry) ? entry['projectId'] : undefined;
    if (!isJsonObject(entry) || typeof id !== 'string' || !/^[\w.:-]{1,200}$/.test(id)) return [];
    const name = entry['displayName'];
    return [{ project_id: id, name: typeof name === 'string' && name !== '' ? name.slice(0, 200) : id }];
  });
  const next = body['nextPageToken'];
  return typeof next === 'string' && next !== '' ? { projects, next } : { projects };
}
