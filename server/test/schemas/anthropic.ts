import type Anthropic from '@anthropic-ai/sdk';
import { CLAUDE_BODIES, parseClaudeBody } from '../../sandbox/claude-request.js';

type PublishedRequest = Omit<Anthropic.MessageCreateParams, 'model'> & { readonly anthropic_version: string };

/**
 * Checks a body against Anthropic's published request shape, twice: by the strict schema while the test runs, and by the
 * types of Anthropic's own SDK when it is compiled: what the schema lets pass must fit them.
 *
 * @throws when the body is no Messages request as Vertex AI takes it
 */
export const publishedMessages = (body: Buffer): PublishedRequest => parseClaudeBody(CLAUDE_BODIES.messages, body);
