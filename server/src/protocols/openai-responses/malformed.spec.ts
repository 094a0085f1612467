import { describe, expect, it } from 'vitest';
import { neutralToGemini } from '../gemini/from-neutral.js';
import { DroppedFields } from '../neutral/dropped-fields.js';
import { formatPath } from '../neutral/path.js';
import { requestProblem } from '../neutral/problem.js';
import { RequestError } from '../neutral/request-error.js';
import { BoundedSignatureStore } from '../neutral/signature-store.js';
import { chatError } from '../openai-chat/errors.js';
import { responsesToNeutral } from './to-neutral.js';
import { CANARY, MALFORMED } from './__fixtures__/malformed.js';

function refusal(body: unknown): RequestError {
  const dropped = new DroppedFields();
  const context = { newId: (prefix: string) => prefix, signatures: new BoundedSignatureStore(), dropped };
  let thrown: unknown;
  try {
    neutralToGemini(responsesToNeutral(body, context).request, { model: 'gemini-2.5-pro', dropped });
  } catch (error) {
    thrown = error;
  }
  if (thrown instanceof RequestError) return thrown;
  throw new Error('was not refused with a RequestError', { cause: thrown });
}

describe('malformed Responses requests', () => {
  it('has at least 100 of them', () => {
    expect(MALFORMED.length).toBeGreaterThanOrEqual(100);
  });

  it.each(MALFORMED.map(([path, body], index) => [index, path, body] as const))(
    'no. %i is refused, naming "%s"',
    (_index, path, body) => {
      const error = refusal(body);
      expect(formatPath(error.path)).toBe(path);
      const wire = chatError(requestProblem(error));
      expect(wire.error.param).toBe(path === '' ? null : path);
      expect(JSON.stringify(wire)).not.toContain(CANARY);
    },
  );
});
