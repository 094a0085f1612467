import { CLAUDE_BODIES, parseClaudeBody } from '../../sandbox/claude-request.js';
import { GEMINI_BODIES, parseGeminiBody, VERTEX_BODIES } from '../../sandbox/gemini-request.js';
import type { UpstreamRecord } from '../../sandbox/upstream-record.js';
import { publishedMessages } from './anthropic.js';
import { publishedGenerateContent } from './google.js';

/**
 * Checks what reached an upstream against the request shape that its maker publishes for the method.
 *
 * @throws when it does not fit, and for a method that nobody has a shape for
 */
export function checkPublished(api: 'gemini' | 'vertex', { path, body }: UpstreamRecord): void {
  const method = path.slice(path.lastIndexOf(':') + 1);
  switch (method) {
    case 'generateContent':
    case 'streamGenerateContent':
      publishedGenerateContent(body, api);
      return;
    case 'countTokens':
      parseGeminiBody<unknown>(api === 'gemini' ? GEMINI_BODIES.countTokens : VERTEX_BODIES.countTokens, body);
      return;
    case 'embedContent':
      parseGeminiBody(GEMINI_BODIES.embedContent, body);
      return;
    case 'batchEmbedContents':
      parseGeminiBody(GEMINI_BODIES.batchEmbedContents, body);
      return;
    case 'predict':
      parseGeminiBody(VERTEX_BODIES.predict, body);
      return;
    case 'rawPredict':
    case 'streamRawPredict':
      if (path.includes('/count-tokens:')) parseClaudeBody(CLAUDE_BODIES.countTokens, body);
      else publishedMessages(body);
      return;
    default:
      throw new Error(`No published shape is known for ${method}`);
  }
}
