import { anthropicModel, anthropicModelList } from '../../protocols/anthropic/models.js';
import { isRecord } from '../../protocols/neutral/parse-json.js';
import { openAiModel, openAiModelList } from '../../protocols/openai-chat/models.js';
import { NoSuchRouteError } from '../caller-request.js';
import type { Ask } from '../exchange.js';
import { modelSegment, segment } from '../model-name.js';
import type { Provider } from '../providers/provider.js';
import { requestMaker, type Route, type RouteTools } from './route-tools.js';

const PREFIX = '/v1/models';

/**
 * `GET /v1/models`: the aliases and Claude's models first, by setting, then what the upstream lists; of all, what the
 * caller's key covers.
 */
export const modelListRoute: Route = (tools) => {
  const { providers, catalogue, caller } = tools;
  const kept = catalogue.get(providers.geminiAddress);
  const list = caller.wire.name === 'anthropic' ? anthropicModelList : openAiModelList;
  return {
    asks: kept === undefined ? [ask(tools, providers.gemini, '')] : [],
    answer: ([fetched]) => {
      if (fetched !== undefined) catalogue.put(providers.geminiAddress, fetched);
      return list(covered(fetched ?? kept, providers), providers.listed);
    },
  };
};

function covered(list: unknown, providers: RouteTools['providers']): unknown {
  const models: unknown[] = isRecord(list) && Array.isArray(list['models']) ? list['models'] : [];
  return {
    models: models.filter(
      (model) => isRecord(model) && typeof model['name'] === 'string' && providers.mayUse(model['name']),
    ),
  };
}

/** `GET /v1/models/{id}`: an alias is answered with what it stands for. */
export const modelRoute: Route = (tools) => {
  const id = segment(tools.request.path.slice(PREFIX.length + 1));
  if (id === undefined) throw new NoSuchRouteError();
  const name = decodeURIComponent(id);
  const { model, provider } = tools.providers.serve(name);
  const describe = tools.caller.wire.name === 'anthropic' ? anthropicModel : openAiModel;
  return {
    asks: [ask(tools, provider, modelSegment(model))],
    answer: ([body]) => describe(name, body),
  };
};

function ask(tools: RouteTools, provider: Provider, name: string): Ask {
  const plain = provider.call(name, undefined, null);
  const call = name === '' ? { ...plain, resource: `${plain.resource}?pageSize=1000` } : plain;
  return {
    model: '',
    session: null,
    passesRefusals: false,
    request: requestMaker(tools, provider, call),
  };
}
