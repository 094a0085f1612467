import { remember } from '../../core/remember.js';
import type { Lease } from '../../pool/lease.js';
import type { UpstreamRequest } from '../../upstream/http-upstream.js';
import { googleHeaders } from '../../upstream/upstream-headers.js';

/** A call to one of Google's APIs, before it is known with whose account. */
export interface ApiCall {
  readonly method: 'GET' | 'POST';
  /** `v1`, `v1beta`, …: versions differ in what they know. */
  readonly version: string;
  /** From behind the project on, encoded, with its query: `models/gemini-2.5-pro:generateContent?alt=sse`. */
  readonly resource: string;
  readonly body: Buffer | null;
}

/** One of Google's APIs. */
export interface UpstreamApi {
  /**
   * The call as an account makes it; undefined when the account cannot: Vertex AI wants a project.
   *
   * @param forwarded  headers of the caller's that the upstream is to see
   */
  request(call: ApiCall, lease: Lease, forwarded: Readonly<Record<string, string>>): UpstreamRequest | undefined;
}

/** Where an API is, and who pays for accounts that name no project. */
export interface ApiTarget {
  /** Without a version in the path. */
  readonly baseUrl: string;
  readonly defaultProjectId: string | null;
}

/** Taking an address apart for each request would cost as much as sending it. */
const addressOf = remember(16, (url: string) => {
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname === '/' ? '' : pathname };
});

/** The Gemini API: the project is told in a header. */
export class GeminiApi implements UpstreamApi {
  constructor(private readonly target: ApiTarget) {}

  request(call: ApiCall, lease: Lease, forwarded: Readonly<Record<string, string>>): UpstreamRequest {
    const base = addressOf(this.target.baseUrl);
    return {
      origin: base.origin,
      path: `${base.path}/${call.version}/${call.resource}`,
      method: call.method,
      headers: googleHeaders({
        accessToken: lease.accessToken,
        projectId: lease.projectId ?? this.target.defaultProjectId,
        hasBody: call.body !== null,
        forwarded,
      }),
      body: call.body,
    };
  }
}

/** Vertex AI: project and location stand in the address, but for calls about the catalogue of models. */
export class VertexApi implements UpstreamApi {
  constructor(
    private readonly target: ApiTarget,
    private readonly location: string,
  ) {}

  request(call: ApiCall, lease: Lease, forwarded: Readonly<Record<string, string>>): UpstreamRequest | undefined {
    const projectId = lease.projectId ?? this.target.defaultProjectId;
    if (projectId === null) return undefined;
    const base = addressOf(vertexBaseUrl(this.target.baseUrl, this.location));
    const isCatalogue = call.method === 'GET';
    const parent = isCatalogue ? '' : `projects/${encodeURIComponent(projectId)}/locations/${this.location}/`;
    return {
      origin: base.origin,
      path: `${base.path}/${call.version}/${parent}${call.resource}`,
      method: call.method,
      headers: googleHeaders({
        accessToken: lease.accessToken,
        projectId: isCatalogue ? projectId : null,
        hasBody: call.body !== null,
        forwarded,
      }),
      body: call.body,
    };
  }
}

const GOOGLES_OWN = 'https://aiplatform.googleapis.com';

/**
 * Google's host for a location; any other address is used as it is configured.
 *
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/learn/locations (read 2026-11): global, multi-regions, regions
 */
export function vertexBaseUrl(baseUrl: string, location: string): string {
  if (baseUrl !== GOOGLES_OWN || location === 'global') return baseUrl;
  return location === 'us' || location === 'eu'
    ? `https://aiplatform.${location}.rep.googleapis.com`
    : `https://${location}-aiplatform.googleapis.com`;
}

/** Whether a name can be a location; it becomes a part of a host name. */
export const isLocation = (name: string): boolean => /^(global|us|eu|[a-z]{2,20}-[a-z]{2,20}\d{1,2})$/.test(name);
