import { describe, expect, it } from 'vitest';
import { refusalKind, type UpstreamRefusal } from './refusal-kind.js';

const refused = (httpStatus: number, more: Partial<UpstreamRefusal> = {}): UpstreamRefusal => ({
  httpStatus,
  status: 'PERMISSION_DENIED',
  reason: null,
  message: 'The caller does not have permission',
  helpUrl: null,
  ...more,
});

describe('what an upstream said no with', () => {
  it.each([
    [400, 'request'],
    [401, 'token'],
    [402, 'request'],
    [403, 'permission'],
    [405, 'request'],
    [408, 'server'],
    [409, 'request'],
    [413, 'request'],
    [422, 'request'],
    [429, 'quota'],
    [499, 'request'],
    [500, 'server'],
    [501, 'server'],
    [502, 'server'],
    [503, 'server'],
    [504, 'server'],
    [529, 'server'],
  ])('%i is about the %s', (status, kind) => {
    expect(refusalKind(refused(status)).kind).toBe(kind);
  });

  // The reasons and words of Google's own 403 answers.
  it.each([
    ['SERVICE_DISABLED', 'Gemini API has not been used in project 123 before or it is disabled.', 'api_disabled'],
    [
      null,
      'Generative Language API has not been used in project 123 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/x then retry.',
      'api_disabled',
    ],
    ['BILLING_DISABLED', 'This API method requires billing to be enabled.', 'billing'],
    [null, 'This API method requires billing to be enabled. Please enable billing on project #123.', 'billing'],
    ['VALIDATION_REQUIRED', 'Verify your account to continue.', 'verification'],
    [null, 'To continue, verify your account at the link.', 'verification'],
    ['TOS_VIOLATION', 'This service has been disabled in this account for violation of Terms of Service.', 'terms'],
    [null, 'This service has been disabled in this account for violation of Terms of Service.', 'terms'],
    ['CONSUMER_SUSPENDED', "Permission denied: Consumer 'api_key:x' has been suspended.", 'terms'],
    [null, "Permission denied: Consumer 'project:x' has been suspended.", 'terms'],
    [null, 'This account has been disabled.', 'terms'],
  ] as const)('403 %s (%s) blocks the account: %s', (reason, message, why) => {
    expect(refusalKind(refused(403, { reason, message }))).toEqual({ kind: 'blocked', why });
  });

  it.each([
    [null, 'The caller does not have permission'],
    [
      'IAM_PERMISSION_DENIED',
      "Permission 'aiplatform.endpoints.predict' denied on resource '//x' (or it may not exist).",
    ],
    ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'Request had insufficient authentication scopes.'],
    ['SECURITY_POLICY_VIOLATED', "Request is prohibited by organization's policy."],
    // One caller's prompt must not take an account from everybody.
    [null, 'The prompt violates the usage policy of this model.'],
    ['constructor', 'An ErrorInfo reason is text from elsewhere.'],
    ['__proto__', 'So is this.'],
  ])('403 %s (%s) blocks nobody: it is a matter of permission', (reason, message) => {
    expect(refusalKind(refused(403, { reason, message }))).toEqual({ kind: 'permission', isLasting: reason !== null });
  });

  it.each([
    ['models/gemini-9 is not found for API version v1beta, or is not supported for generateContent.', 'model'],
    ['Publisher Model `projects/x/models/y` was not found or your project does not have access to it.', 'model'],
    ['model: claude-9', 'model'],
    ['Requested entity was not found.', 'resource'],
    ['CachedContent not found (or permission denied)', 'resource'],
  ] as const)('404 %s is about the %s', (message, kind) => {
    expect(refusalKind(refused(404, { status: 'NOT_FOUND', message }))).toEqual({ kind });
  });

  it('words that would block under 403 say nothing under another status', () => {
    expect(refusalKind(refused(400, { message: 'Please enable billing.' }))).toEqual({ kind: 'request' });
    expect(refusalKind(refused(503, { message: 'suspended' }))).toEqual({ kind: 'server' });
  });
});
