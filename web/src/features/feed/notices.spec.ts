import { describe, expect, it } from 'vitest';

import type { LiveEvent } from '../../../../server/contract/events.js';
import { anEvent } from '../../testing/fixtures.js';
import { gatherNotices } from './notices.js';

const ada = { account_id: 'a', email: 'ada@example.com' };
const entriesOf = (...newestFirst: LiveEvent[]) => newestFirst.map((event) => ({ key: String(event.seq), event }));

describe('the notices', () => {
  it('tell of each account once, by what happened to it last', () => {
    const { fresh } = gatherNotices(
      entriesOf(
        anEvent(5, 'account.reenabled', ada),
        anEvent(4, 'account.disabled', { account_id: 'b' }),
        anEvent(3, 'account.disabled', ada),
        anEvent(2, 'account.added', ada),
      ),
      0,
    );
    expect(fresh.map(({ event, older }) => [event.type, event.account_id, older])).toEqual([
      ['account.reenabled', 'a', 2],
      ['account.disabled', 'b', 0],
    ]);
  });

  it('tell apart what has been read', () => {
    const entries = entriesOf(anEvent(3, 'account.reenabled', ada), anEvent(2, 'account.disabled', ada));
    const { fresh, seen } = gatherNotices(entries, 2000);
    expect(fresh.map(({ key }) => key)).toEqual(['3']);
    expect(seen.map(({ key }) => key)).toEqual(['2']);
  });

  it('keep OAuth clients and the disk apart', () => {
    const { fresh } = gatherNotices(
      entriesOf(
        anEvent(4, 'storage.recovered'),
        anEvent(3, 'storage.degraded'),
        anEvent(2, 'oauth_client.misconfigured', { client_key: 'work' }),
        anEvent(1, 'oauth_client.misconfigured', { client_key: 'default' }),
      ),
      0,
    );
    expect(fresh.map(({ event, older }) => `${event.type} ${older}`)).toEqual([
      'storage.recovered 1',
      'oauth_client.misconfigured 0',
      'oauth_client.misconfigured 0',
    ]);
  });
});
