import { describe, expect, it } from 'vitest';
import { MALFORMED as MESSAGES } from '../../src/protocols/anthropic/__fixtures__/malformed.js';
import { MALFORMED as CHAT } from '../../src/protocols/openai-chat/__fixtures__/malformed.js';
import { MALFORMED as EMBEDDINGS } from '../../src/protocols/openai-embeddings/__fixtures__/malformed.js';
import { MALFORMED as IMAGES } from '../../src/protocols/openai-images/__fixtures__/malformed.js';
import { MALFORMED as RESPONSES } from '../../src/protocols/openai-responses/__fixtures__/malformed.js';
import { isAnthropics, isOpenAis, refuseAll, requestsOf, TOO_DEEP, UNREADABLE } from './malformed-requests.js';
import { shareWorld } from './shared-world.js';

type Table = readonly (readonly [string, unknown, string?])[];

const shared = shareWorld();

describe('malformed requests get a 400 of their wire that names the field, and reach nobody', () => {
  it.each([
    ['/v1/chat/completions', CHAT as Table, [TOO_DEEP], isOpenAis],
    ['/v1/responses', RESPONSES as Table, [TOO_DEEP], isOpenAis],
    ['/v1/messages', MESSAGES as Table, [TOO_DEEP], isAnthropics],
    // What is too deep, but otherwise whole, is a field these two do not know: dropped, and never written again.
    ['/v1/embeddings', EMBEDDINGS, [], isOpenAis],
    ['/v1/images/generations', IMAGES, [], isOpenAis],
  ])('%s', async (route, table, more, check) => {
    const requests = requestsOf(table);
    expect(requests.length).toBeGreaterThanOrEqual(100);
    await refuseAll(shared, route, [...requests, ...UNREADABLE, ...more], check);
  });

  it('/v1/messages/count_tokens', async () => {
    const counting = requestsOf(MESSAGES as Table).filter(
      // A limit is no part of a count, and the settings of sampling are not looked at.
      ({ path }) => path.startsWith('messages') || path.startsWith('tools') || path === 'model',
    );
    expect(counting.length).toBeGreaterThan(60);
    await refuseAll(shared, '/v1/messages/count_tokens', [...counting, ...UNREADABLE, TOO_DEEP], isAnthropics);
  });
});
