import { describe, expect, it } from 'vitest';
import { neutralToGemini } from '../gemini/from-neutral.js';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { formatDottedPath } from '../neutral/path.js';
import { requestProblem } from '../neutral/problem.js';
import { RequestError } from '../neutral/request-error.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import { anthropicError } from './errors.js';
import { anthropicToNeutral } from './to-neutral.js';
import type { AnthropicVersion } from './version.js';
import { CANARY, MALFORMED } from './__fixtures__/malformed.js';

function refusal(body: unknown, version: AnthropicVersion): RequestError {
  const dropped = new DroppedFields();
  const context = { version, newId: (prefix: string) => prefix, signatures: new BoundedSignatureStore(), dropped };
  let thrown: unknown;
  try {
    neutralToGemini(anthropicToNeutral(body, context), { model: 'gemini-2.5-pro', dropped });
  } catch (error) {
    thrown = error;
  }
  if (thrown instanceof RequestError) return thrown;
  throw new Error('was not refused with a RequestError', { cause: thrown });
}

describe('malformed Messages requests', () => {
  it('has at least 100 of them', () => {
    expect(MALFORMED.length).toBeGreaterThanOrEqual(100);
  });

  it.each(MALFORMED.map((row, index) => [index, row[0], row] as const))(
    'no. %i is refused, naming "%s"',
    (_index, path, [, body, version = '2023-06-01']) => {
      const error = refusal(body, version);
      expect(formatDottedPath(error.path)).toBe(path);
      const wire = anthropicError(requestProblem(error));
      expect(wire.error.type).toBe('invalid_request_error');
      expect(JSON.stringify(wire)).not.toContain(CANARY);
    },
  );
});
