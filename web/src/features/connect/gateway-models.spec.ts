import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { UnexpectedAnswerError, UnreachableError } from '../../http/problem-error.js';
import { fetchGatewayModels, ModelsRefusedError } from './gateway-models.js';

const fetching = vi.fn<typeof fetch>();
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

describe('the models that a key may use', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', fetching);
    fetching.mockReset();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('are asked for as a program asks: with the key, and without the session', async () => {
    fetching.mockResolvedValue(answer(200, { data: [{ id: 'a' }, { id: 'b', object: 'model' }] }));
    expect(await fetchGatewayModels('rg-1')).toEqual(['a', 'b']);
    expect(fetching).toHaveBeenCalledWith(
      '/v1/models',
      expect.objectContaining({ credentials: 'omit', headers: { Authorization: 'Bearer rg-1' } }),
    );
  });

  it.each([
    ['a refusal', () => Promise.resolve(answer(401, { error: { message: 'no such key' } })), ModelsRefusedError],
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch')), UnreachableError],
    ['nonsense', () => Promise.resolve(answer(200, { models: 1 })), UnexpectedAnswerError],
  ])('tell %s from the others', async (_what, respond, kind) => {
    fetching.mockImplementation(respond);
    await expect(fetchGatewayModels('rg-1')).rejects.toBeInstanceOf(kind);
  });
});
