import { isRecord } from '../../protocols/neutral/parse-json.js';
import { neutralOutline } from '../../protocols/neutral/outline.js';
import type { Conversation, ConversationContext } from '../conversation.js';
import type { Plan } from '../exchange.js';
import type { Served } from '../providers/providers.js';
import { sessionOf } from '../session-key.js';
import { TranslatedStream, WholeAnswer } from '../translated.js';
import { conversationContext, newId, requestMaker, type Route, type RouteTools } from './route-tools.js';

/** The plan of a conversation with whoever serves its model. */
export function translatedPlan(
  tools: RouteTools,
  conversation: Conversation,
  { served, context }: { readonly served: Served; readonly context: ConversationContext },
): Plan {
  const { caller, clock } = tools;
  const { request } = conversation;
  const { provider, model } = served;
  const call = provider.ask(request, { model, dropped: context.dropped });
  const headers = { 'x-regrant-dropped': context.dropped.header() };
  return {
    model,
    session: sessionOf(request),
    passesRefusals: false,
    dropped: context.dropped,
    request: requestMaker(tools, provider, call),
    delivery: () =>
      request.stream
        ? new TranslatedStream(caller, headers, {
            reader: provider.reader(newId),
            writer: conversation.writer(),
            clock,
          })
        : new WholeAnswer(caller, (body) => {
            const response = provider.whole(body, newId);
            caller.json(conversation.whole(response), headers);
            return response.usage;
          }),
  };
}

/** A route of a wire that is always translated. */
export function conversationRoute(open: (body: unknown, context: ConversationContext) => Conversation): Route {
  return (tools) => {
    const context = conversationContext(tools);
    const conversation = open(tools.request.json, context);
    const { request } = conversation;
    const served = tools.providers.serve(request.model, { outline: () => neutralOutline(request) });
    return translatedPlan(tools, conversation, { served, context });
  };
}

/** The model that a body names, before anything else in it is looked at. */
export function modelIn(body: unknown): string | undefined {
  const model = isRecord(body) ? body['model'] : undefined;
  return typeof model === 'string' ? model : undefined;
}
