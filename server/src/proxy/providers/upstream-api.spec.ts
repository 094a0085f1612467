import { describe, expect, it } from 'vitest';
import type { Lease } from '../../pool/lease.js';
import { GeminiApi, isLocation, vertexBaseUrl, VertexApi } from './upstream-api.js';

const lease = (projectId: string | null) => ({ id: 'a', accessToken: 'ya29.token', projectId }) as Lease;
const call = {
  method: 'POST',
  version: 'v1',
  resource: 'publishers/google/models/m:x',
  body: Buffer.from('{}'),
} as const;
const target = { baseUrl: 'https://aiplatform.googleapis.com', defaultProjectId: null };

describe('vertexBaseUrl', () => {
  it.each([
    ['global', 'https://aiplatform.googleapis.com'],
    ['us-central1', 'https://us-central1-aiplatform.googleapis.com'],
    ['eu', 'https://aiplatform.eu.rep.googleapis.com'],
  ])('of %s is %s', (location, url) => {
    expect(vertexBaseUrl('https://aiplatform.googleapis.com', location)).toBe(url);
    expect(vertexBaseUrl('http://127.0.0.1:9', location)).toBe('http://127.0.0.1:9');
  });
});

describe('isLocation', () => {
  it.each(['global', 'us', 'eu', 'us-central1', 'northamerica-northeast1', 'me-central2'])('takes %s', (name) =>
    expect(isLocation(name)).toBe(true),
  );
  it.each(['', '-', 'evil.example', 'us-central1.evil', 'US-CENTRAL1', 'a/b', 'us-central1\n', 'x-aiplatform'])(
    'refuses %j, which would become a host name',
    (name) => expect(isLocation(name)).toBe(false),
  );
});

describe('VertexApi', () => {
  it('puts the project and the location of the account into the address', () => {
    expect(new VertexApi(target, 'us-east5').request(call, lease('mine'), {})).toMatchObject({
      origin: 'https://us-east5-aiplatform.googleapis.com',
      path: '/v1/projects/mine/locations/us-east5/publishers/google/models/m:x',
      headers: { authorization: 'Bearer ya29.token' },
    });
  });

  it('takes the project for accounts that name none, and cannot do without any', () => {
    const withDefault = new VertexApi({ ...target, defaultProjectId: 'theirs' }, 'global');
    expect(withDefault.request(call, lease(null), {})?.path).toContain('/projects/theirs/');
    expect(new VertexApi(target, 'global').request(call, lease(null), {})).toBeUndefined();
  });

  it('lets no project climb out of its place', () => {
    expect(new VertexApi(target, 'global').request(call, lease('a/../b?c'), {})?.path).toContain(
      '/projects/a%2F..%2Fb%3Fc/',
    );
  });
});

describe('GeminiApi', () => {
  it('keeps a path in the configured address, and tells the project in a header', () => {
    const api = new GeminiApi({ baseUrl: 'https://proxy.example/google', defaultProjectId: null });
    expect(api.request({ ...call, version: 'v1beta', resource: 'models/m:x' }, lease('mine'), {})).toMatchObject({
      origin: 'https://proxy.example',
      path: '/google/v1beta/models/m:x',
      headers: { 'x-goog-user-project': 'mine' },
    });
  });
});
