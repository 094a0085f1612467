import { openChat } from '../wires/chat.js';
import { openResponse } from '../wires/responses.js';
import { geminiRoute } from './gemini-routes.js';
import { countTokensRoute, messagesRoute } from './messages-routes.js';
import { modelListRoute, modelRoute } from './models-routes.js';
import { embeddingsRoute, imagesRoute } from './openai-routes.js';
import type { Route } from './route-tools.js';
import { conversationRoute } from './translate.js';
import { vertexRoute } from './vertex-routes.js';

/** Everything a caller can ask for. */
export const ROUTES: readonly (readonly ['GET' | 'POST', string, Route])[] = [
  ['GET', '/v1beta/models', geminiRoute],
  ['GET', '/v1beta/models/*', geminiRoute],
  ['POST', '/v1beta/models/*', geminiRoute],
  // Gemini clients that are set to v1. What they list there is OpenAI's, whose address it is.
  ['POST', '/v1/models/*', geminiRoute],

  ['POST', '/v1/chat/completions', conversationRoute(openChat)],
  ['POST', '/v1/responses', conversationRoute(openResponse)],
  ['POST', '/v1/embeddings', embeddingsRoute],
  ['POST', '/v1/images/generations', imagesRoute],
  ['GET', '/v1/models', modelListRoute],
  ['GET', '/v1/models/*', modelRoute],

  ['POST', '/v1/messages', messagesRoute],
  ['POST', '/v1/messages/count_tokens', countTokensRoute],

  ...['', '/v1', '/v1beta1'].flatMap((version) =>
    ['projects', 'publishers'].flatMap((collection) =>
      (['GET', 'POST'] as const).map((method) => [method, `${version}/${collection}/*`, vertexRoute] as const),
    ),
  ),
];

/** Address spaces that are ours: what no route answers there is told in the wire of the caller. */
export const SPACES: readonly string[] = ['/v1', '/v1/*', '/v1beta', '/v1beta/*', '/v1beta1', '/v1beta1/*'];
