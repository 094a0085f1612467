import { describe, expect, it } from 'vitest';
import { withTemplate } from './account-template.js';
import { newAccountDocument } from './changes.js';

const fresh = (name: string | null = 'Alice') =>
  newAccountDocument(
    { sub: '1', email: 'alice@example.com', emailVerified: true, name },
    {
      accessToken: 'new-access',
      refreshToken: 'new-refresh',
      tokenType: 'Bearer',
      expiresInSeconds: 3600,
      scope: 'openid email',
      refreshTokenExpiresInSeconds: null,
      idToken: null,
    },
    { clientKey: 'default', projectId: null, label: null, at: 1_700_000_000 },
  );

describe('a new account made from its file elsewhere', () => {
  const template = {
    id: 'theirs',
    email: 'ALICE@old.example.com',
    sub: '2',
    name: 'Al',
    custom_label: 'Work',
    token: {
      access_token: 'old-access',
      refresh_token: 'old-refresh',
      expiry_timestamp: 1,
      refresh_token_expires_at: 2,
      times_issued: 9,
      scope: 'old',
      oauth_client_key: 'theirs',
      project_id: 'my-project',
      session_id: 's',
    },
    disabled: true,
    disabled_at: 5,
    disabled_reason: 'invalid_grant: gone',
    proxy_disabled: true,
    proxy_disabled_reason: 'by hand',
    protected_models: ['gemini-2.5-pro'],
    priority: 7,
    created_at: 1_600_000_000,
    device_profile: { machine: [1, 2] },
  };

  it('keeps every setting and everything unknown', () => {
    expect(withTemplate(fresh(), template)).toMatchObject({
      custom_label: 'Work',
      proxy_disabled: true,
      proxy_disabled_reason: 'by hand',
      protected_models: ['gemini-2.5-pro'],
      priority: 7,
      created_at: 1_600_000_000,
      device_profile: { machine: [1, 2] },
      token: { project_id: 'my-project', session_id: 's' },
    });
  });

  it('takes tokens and identity from what Google has just said, and nothing of the old grant', () => {
    const { token, ...rest } = withTemplate(fresh(), template);
    expect(rest).toMatchObject({ email: 'alice@example.com', sub: '1', name: 'Alice' });
    expect(token).toEqual({ ...(fresh().token as object), project_id: 'my-project', session_id: 's' });
  });

  it('is alive, and has no name of its own yet', () => {
    const document = withTemplate(fresh(), template);
    for (const name of ['id', 'disabled', 'disabled_at', 'disabled_reason']) expect(document).not.toHaveProperty(name);
  });

  it('keeps the old display name where Google tells none', () => {
    expect(withTemplate(fresh(null), template)['name']).toBe('Al');
  });
});
