import { describe, expect, it } from 'vitest';
import { geminiError, parseGeminiError, scrubGeminiErrorBody, upstreamProblem } from './errors.js';

const quotaBody = JSON.stringify({
  error: {
    code: 429,
    message: 'Quota exceeded for project_number:987654321, please retry in 3.2s.',
    status: 'RESOURCE_EXHAUSTED',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [
          {
            quotaMetric: 'generativelanguage.googleapis.com/generate_content_requests',
            quotaId: 'GenerateRequestsPerDayPerProjectPerModel',
            quotaDimensions: { model: 'gemini-2.5-pro', location: 'global' },
            quotaValue: '250',
          },
        ],
      },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3.2s' },
    ],
  },
});

describe('parseGeminiError', () => {
  it('reads the quota and how long to wait', () => {
    const fault = parseGeminiError(429, quotaBody);
    expect(fault).toMatchObject({
      httpStatus: 429,
      status: 'RESOURCE_EXHAUSTED',
      retryAfterMs: 3200,
      quotas: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel', quotaValue: 250, model: 'gemini-2.5-pro' }],
    });
    expect(fault.message).not.toContain('987654321');
  });

  it('reads the array form and the reason', () => {
    const body = `[{"error":{"code":403,"message":"API off","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED"}]}}]`;
    expect(parseGeminiError(403, body)).toMatchObject({ httpStatus: 403, reason: 'SERVICE_DISABLED' });
  });

  it.each([
    '',
    '<html>502</html>',
    '{',
    'null',
    '[]',
    '{"error":null}',
    '{"error":[1]}',
    '{"error":{"details":[1,null]}}',
  ])('makes a fault of %j', (body) => {
    expect(parseGeminiError(502, body)).toMatchObject({ httpStatus: 502, status: 'UNAVAILABLE', quotas: [] });
  });

  it('becomes a problem with the upstream status', () => {
    expect(upstreamProblem(parseGeminiError(429, quotaBody))).toMatchObject({
      status: 429,
      code: 'resource_exhausted',
    });
  });
});

describe('geminiError', () => {
  it('has the shape of Google and names the field', () => {
    const body = geminiError({
      status: 400,
      code: 'request.invalid',
      detail: 'Expected text',
      hint: 'Correct it.',
      path: ['contents', 0, 'parts'],
    });
    expect(body).toEqual({
      error: {
        code: 400,
        message: 'Expected text. Correct it.',
        status: 'INVALID_ARGUMENT',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'REQUEST_INVALID',
            domain: 'regrant',
            metadata: { code: 'request.invalid', hint: 'Correct it.' },
          },
          {
            '@type': 'type.googleapis.com/google.rpc.BadRequest',
            fieldViolations: [{ field: 'contents[0].parts', description: 'Expected text' }],
          },
        ],
      },
    });
  });

  it.each([
    [503, 'UNAVAILABLE'],
    [429, 'RESOURCE_EXHAUSTED'],
    [418, 'FAILED_PRECONDITION'],
    [599, 'INTERNAL'],
  ])('gives %i the status %s', (status, name) => {
    expect(geminiError({ status, code: 'x', detail: 'y' }).error.status).toBe(name);
  });
});

describe('scrubGeminiErrorBody', () => {
  it.each([
    'Permission denied on resource project my-project-42.',
    'Consumer project_number:123456 has been suspended',
    'Enable it at https://console.developers.google.com/apis/api/x/overview?project=123456 then retry',
    'Caller user.name+tag@example.co.uk lacks permission',
    'projects/my-project-42/locations/global/publishers/google/models/gemini-9 not found',
  ])('takes the identity out of: %s', (message) => {
    const body = JSON.stringify({
      error: { code: 403, message, details: [{ metadata: { consumer: 'projects/123456', containerInfo: '123456' } }] },
    });
    const scrubbed = scrubGeminiErrorBody(body);
    expect(scrubbed).not.toMatch(/my-project-42|123456|user\.name/);
    expect(JSON.parse(scrubbed)).toMatchObject({ error: { code: 403 } });
  });

  it('leaves the rest as it is, and survives what is no JSON or is absurdly deep', () => {
    const body =
      '{"error":{"code":404,"message":"models/gemini-9 is not found for API version v1beta","status":"NOT_FOUND"}}';
    expect(scrubGeminiErrorBody(body)).toBe(body);
    expect(scrubGeminiErrorBody('gone a@b.example')).toBe('gone [account]');
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(scrubGeminiErrorBody(deep)).toBe(deep);
  });
});
