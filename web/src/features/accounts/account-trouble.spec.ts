import { describe, expect, it } from 'vitest';

import { english } from '../../messages/en/index.js';
import { aDisabledAccount, anAccount } from '../../testing/fixtures.js';
import { describeTrouble } from './account-trouble.js';

const describeIn = (account: Parameters<typeof describeTrouble>[0]) => describeTrouble(account, english);

describe('describeTrouble', () => {
  it('finds none in an account that serves', () => {
    expect(describeIn(anAccount())).toBeUndefined();
  });

  it('says of a dead grant why, since when, and what to do', () => {
    expect(describeIn(aDisabledAccount())).toMatchObject({
      tone: 'error',
      cause: 'probably the grant was revoked',
      sinceMs: 1_700_000_000_000,
      reason: 'invalid_grant: “Token has been expired or revoked.”',
      cure: 'Sign in again for this account.',
    });
  });

  it('names no cause that it does not know, and always a cure', () => {
    const trouble = describeIn(aDisabledAccount({ cause: null, cure: null }));
    expect(trouble).toMatchObject({ cause: '', cure: english.accounts.defaultCure });
  });

  it('says that a dead account is paused as well, because new tokens alone will not bring it back', () => {
    expect(describeIn(aDisabledAccount({ proxy_disabled: true }))?.also).toBe(english.accounts.alsoPaused);
  });

  it('tells a pause from a dead grant', () => {
    const paused = anAccount({ status: 'proxy_disabled', proxy_disabled: true, proxy_disabled_reason: 'holidays' });
    expect(describeIn(paused)).toMatchObject({
      tone: 'neutral',
      reason: 'holidays',
      cure: english.accounts.resumeCure,
    });
  });

  it.each(['javascript:alert(1)', 'http://example.com/', 'data:text/html,x', null])(
    'makes no link of the address %s',
    (blocked_url) => {
      expect(describeIn(anAccount({ status: 'blocked', blocked: true, blocked_url }))?.url).toBeUndefined();
    },
  );

  it('links to the page where a block is lifted', () => {
    const blocked_url = 'https://console.developers.google.com/apis';
    expect(describeIn(anAccount({ status: 'blocked', blocked: true, blocked_url }))?.url).toBe(blocked_url);
  });

  it('says why a file cannot be read', () => {
    const broken = anAccount({ status: 'unreadable', unreadable_reason: 'not JSON: line 3' });
    expect(describeIn(broken)).toMatchObject({ reason: '“not JSON: line 3”', cure: english.accounts.unreadableCure });
  });
});
