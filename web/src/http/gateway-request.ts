import { parseJson, readEventData } from './event-data.js';
import { refusalIn } from './gateway-refusal.js';
import { GATEWAY_WIRES, type GatewayWire } from './gateway-wires.js';
import { UnreachableError } from './problem-error.js';

/** One real request, as any client would send it. */
interface GatewayQuestion {
  readonly wire: GatewayWire;
  readonly model: string;
  readonly prompt: string;
  /** A caller key; the dashboard's session opens no LLM route. */
  readonly key: string;
  readonly signal?: AbortSignal;
  /** Called with each piece of text the moment it arrives. */
  readonly onDelta?: (text: string) => void;
}

/** What came back. */
export interface GatewayAnswer {
  readonly text: string;
  /** Regrant's own id of the request: its line in the request log. Empty if an intermediary took it away. */
  readonly requestId: string;
  readonly status: number;
}

/** The gateway, or Google behind it, refused the request or broke off; in the words of the answer. */
export class GatewayRefusedError extends Error {
  override readonly name = 'GatewayRefusedError';

  constructor(
    message: string,
    readonly status: number,
    readonly requestId: string,
    /** A stable code of Regrant's, or Google's; empty where none came along. */
    readonly code = '',
  ) {
    super(message);
  }
}

/**
 * Sends one prompt through the gateway of this origin, streams the answer, and gathers it.
 *
 * @throws GatewayRefusedError when refused, before or within the answer; UnreachableError without an answer; the
 *   signal's reason when aborted
 */
export async function sendThroughGateway(question: GatewayQuestion): Promise<GatewayAnswer> {
  const response = await send(question);
  const requestId = response.headers.get('x-regrant-request-id') ?? '';
  if (!response.ok || !response.body) {
    const body = await response.text().catch(() => '');
    const refusal = refusalIn(parseJson(body)) ?? { message: `HTTP ${response.status}`, code: '' };
    throw new GatewayRefusedError(refusal.message, response.status, requestId, refusal.code);
  }
  let text = '';
  try {
    for await (const event of readEventData(response.body)) {
      const refusal = refusalIn(event);
      if (refusal) throw new GatewayRefusedError(refusal.message, response.status, requestId, refusal.code);
      const delta = GATEWAY_WIRES[question.wire].delta(event);
      if (typeof delta !== 'string' || delta === '') continue;
      text += delta;
      question.onDelta?.(delta);
    }
  } catch (error) {
    throw asOurs(error, question.signal);
  }
  return { text, requestId, status: response.status };
}

async function send({ wire, model, prompt, key, signal }: GatewayQuestion): Promise<Response> {
  const { path, headers, body } = GATEWAY_WIRES[wire].ask(model, prompt, key);
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      // As a client elsewhere would: the session's cookie has no say here.
      credentials: 'omit',
      cache: 'no-store',
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    throw asOurs(error, signal);
  }
}

function asOurs(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted || error instanceof GatewayRefusedError) return error;
  return new UnreachableError('The answer did not arrive', { cause: error });
}
