import { anthropicOutline } from '../../protocols/anthropic/outline.js';
import { checkVertexMessages } from '../../protocols/anthropic/to-vertex.js';
import { isRecord } from '../../protocols/neutral/parse-json.js';
import { RequestError } from '../../protocols/neutral/request-error.js';
import { NoSuchRouteError } from '../caller-request.js';
import { modelSegment, segment } from '../model-name.js';
import { CLAUDE_COUNTER } from '../providers/claude-provider.js';
import { passToGemini } from './gemini-routes.js';
import { countWork, messageWork } from './messages-routes.js';
import { passOn, readToPassOn } from './pass-on.js';
import type { Route, RouteTools, Work } from './route-tools.js';
import { modelIn } from './translate.js';

/** A Vertex AI client's address, taken apart. */
interface VertexAddress {
  /** The caller's own; undefined in the form without a project. */
  readonly location: string | undefined;
  readonly publisher: 'google' | 'anthropic';
  /** One encoded segment; empty for the list of models. */
  readonly name: string;
  readonly action: string | undefined;
}

const ADDRESS =
  /^(?:\/v1|\/v1beta1)?(?:\/projects\/[^/]+\/locations\/([^/]+))?\/publishers\/(google|anthropic)\/models(?:\/([^/:]+)(?::(\w+))?)?$/;

const GOOGLE_METHODS: ReadonlySet<string> = new Set([
  'generateContent',
  'streamGenerateContent',
  'countTokens',
  'computeTokens',
  'embedContent',
  'predict',
]);
const CLAUDE_STREAM = 'streamRawPredict';
const CLAUDE_METHODS: ReadonlySet<string> = new Set(['rawPredict', CLAUDE_STREAM]);

/** Vertex AI clients: passed on with the account's project in place of the caller's, unless a rule maps the model. */
export const vertexRoute: Route = (tools) => {
  const address = parseAddress(tools.request.method, tools.request.path);
  if (!address) throw new NoSuchRouteError();
  return address.publisher === 'google' ? googleWork(tools, address) : anthropicWork(tools, address);
};

function parseAddress(method: string, path: string): VertexAddress | undefined {
  const match = ADDRESS.exec(path.replaceAll(/%3a/gi, ':'));
  if (!match) return undefined;
  const [, location, publisher, rawName = '', action] = match;
  const name = rawName === '' ? '' : segment(rawName);
  const methods = publisher === 'google' ? GOOGLE_METHODS : CLAUDE_METHODS;
  const isKnown = method === 'GET' ? action === undefined : action !== undefined && methods.has(action);
  if (name === undefined || !isKnown) return undefined;
  return { location, publisher: publisher === 'google' ? 'google' : 'anthropic', name, action };
}

function googleWork(tools: RouteTools, { location, name, action }: VertexAddress): Work {
  if (name === '')
    return passOn(tools, tools.providers.vertexGemini(location), { model: '', name: '', action: undefined });
  return passToGemini(tools, { name, action }, { home: 'vertex', location });
}

function anthropicWork(tools: RouteTools, address: VertexAddress): Work {
  const { location, name, action } = address;
  const { providers } = tools;
  const asked = decodeURIComponent(name);
  if (name === '' || action === undefined)
    return passOn(tools, providers.claude(location), { model: asked, name, action: undefined });
  if (name === CLAUDE_COUNTER) return anthropicCount(tools, address);
  const body = readToPassOn(tools.request);
  const outline = body === undefined ? undefined : () => anthropicOutline(body);
  const { model, family, provider } = providers.serve(asked, { location, outline });
  if (family === 'claude') {
    if (body !== undefined) checkVertexMessages(body);
    return passOn(tools, provider, { model, name: modelSegment(model), action });
  }
  // A rule sends this name elsewhere: what is left of Vertex AI's form is taken off, and the rest is a Messages request.
  const message = { ...bodyWithoutVersion(tools), model: asked, stream: action === CLAUDE_STREAM };
  return messageWork(tools, { body: message, version: '2023-06-01', served: { model, family, provider } });
}

function anthropicCount(tools: RouteTools, { location }: VertexAddress): Work {
  const body = bodyWithoutVersion(tools);
  const served = tools.providers.serve(modelIn(body) ?? '', { location });
  return countWork(tools, { body, version: '2023-06-01', served });
}

function bodyWithoutVersion({ request }: RouteTools): Record<string, unknown> {
  const body = request.json;
  if (!isRecord(body)) throw new RequestError([], 'a JSON object is expected');
  const { anthropic_version: _version, anthropic_beta: _betas, ...rest } = body;
  return rest;
}
