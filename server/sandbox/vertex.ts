import type { ServerResponse } from 'node:http';
import { claudeSignature, countClaudeTokens, planClaudeAnswer } from './claude-answer.js';
import { ClaudeError } from './claude-error.js';
import { claudeEvents, claudeMessage } from './claude-events.js';
import { checkClaudeRequest, CLAUDE_BODIES, parseClaudeBody } from './claude-request.js';
import { countPromptTokens, planAnswer } from './gemini-answer.js';
import { embeddingOfText } from './gemini-embedding.js';
import { GeminiBodyWriter } from './gemini-body-writer.js';
import { answerInChunks, wholeAnswer } from './gemini-chunks.js';
import { GeminiError, unauthenticated } from './gemini-error.js';
import { isStreamFault, playGeminiFault, type GeminiFault, type StreamFault } from './gemini-fault.js';
import { GEMINI_MODELS } from './gemini-models.js';
import { parseGeminiBody, VERTEX_BODIES } from './gemini-request.js';
import { checkGeminiTurns } from './gemini-turns.js';
import type { SandboxGoogle } from './google.js';
import { listenOnLoopback, type ListenOptions } from './loopback-server.js';
import { sendScripted } from './token-fault.js';
import { recordOf, type UpstreamRecord } from './upstream-record.js';

export interface VertexOptions extends ListenOptions {
  /** The authorization server whose access tokens are accepted. */
  readonly google: Pick<SandboxGoogle, 'isValidAccessToken'>;
}

export interface VertexFaults {
  /** Asked for every request; undefined means the usual answer. */
  next: ((request: UpstreamRecord) => GeminiFault | undefined) | undefined;
}

export interface SandboxVertex {
  readonly origin: string;
  /** What `REGRANT_VERTEX_BASE_URL` is set to: no version in it. */
  readonly baseUrl: string;
  /** Every request, oldest first. */
  readonly journal: readonly UpstreamRecord[];
  readonly faults: VertexFaults;
  close(): Promise<void>;
}

/** Starts a stand-in for Vertex AI: Gemini of Google's publisher, and Claude of Anthropic's. */
export async function startVertex({ google, ...listen }: VertexOptions): Promise<SandboxVertex> {
  const server = await listenOnLoopback(listen);
  const journal: UpstreamRecord[] = [];
  const faults: VertexFaults = { next: undefined };
  server.serve(async (request, response) => {
    const record = await recordOf(request, google);
    journal.push(record);
    const fault = faults.next?.(record);
    response.once('close', () => {
      if (!response.writableFinished && record.outcome === 'pending') record.outcome = 'aborted';
    });
    if (fault !== undefined && !isStreamFault(fault)) {
      record.outcome = 'fault';
      playGeminiFault(response, fault);
      return;
    }
    await answer(record, response, fault ?? {});
  });
  return { origin: server.origin, baseUrl: server.origin, journal, faults, close: () => server.close() };
}

async function answer(record: UpstreamRecord, response: ServerResponse, fault: StreamFault): Promise<void> {
  const writer = new GeminiBodyWriter(response, fault, (count) => {
    record.chunksSent = count;
  });
  try {
    if (record.email === undefined) throw unauthenticated();
    const { body, format } = answerOf(record);
    if (format === 'whole') await writer.sendWhole(body);
    else await writer.sendStream(fault.chunks ?? body, format, []);
    if (response.writableEnded && record.outcome === 'pending') record.outcome = 'answered';
  } catch (error) {
    record.outcome = 'refused';
    if (error instanceof GeminiError) sendScripted(response, { status: error.code, body: error.toBody() });
    else if (error instanceof ClaudeError) sendScripted(response, { status: error.status, body: error.toBody() });
    else throw error;
  }
}

type Answer =
  | { readonly format: 'whole'; readonly body: object }
  | { readonly format: 'sse' | 'named-sse' | 'array'; readonly body: readonly object[] };

const ADDRESS =
  /^\/(?:v1|v1beta1)\/(projects\/([^/]+)\/locations\/[a-z0-9-]+\/)?publishers\/(google|anthropic)\/models(?:\/([^/:]+)(?::(\w+))?)?$/;

function answerOf(record: UpstreamRecord): Answer {
  const match = ADDRESS.exec(record.path);
  if (!match) throw notFound();
  const [, parent, project, publisher, name = '', action] = match;
  if (record.method === 'GET') return { format: 'whole', body: catalogue(publisher, decodeURIComponent(name)) };
  if (parent === undefined || action === undefined) throw notFound();
  // The caller's own project, or a placeholder, must never come through.
  if (project === undefined || !record.headers['content-type']) throw notFound();
  return publisher === 'google' ? geminiAnswer(name, action, record) : claudeAnswer(name, action, record);
}

function geminiAnswer(name: string, action: string, { body, query }: UpstreamRecord): Answer {
  if (!GEMINI_MODELS.some(({ baseModelId }) => baseModelId === name)) throw publisherModelMissing(name);
  if (action === 'countTokens') {
    const request = parseGeminiBody(VERTEX_BODIES.countTokens, body);
    const totalTokens = countPromptTokens(request);
    return { format: 'whole', body: { totalTokens, totalBillableCharacters: totalTokens * 4 } };
  }
  if (action === 'predict') {
    const { instances, parameters } = parseGeminiBody(VERTEX_BODIES.predict, body);
    const predictions = instances.map(({ content }) => ({
      embeddings: {
        values: embeddingOfText(content, parameters?.outputDimensionality),
        statistics: { truncated: false, token_count: Math.ceil(content.length / 4) },
      },
    }));
    return { format: 'whole', body: { predictions } };
  }
  const request = parseGeminiBody(VERTEX_BODIES.generateContent, body);
  checkGeminiTurns(name, request.contents);
  const plan = planAnswer(name, request);
  const candidates = request.generationConfig?.candidateCount ?? 1;
  if (action === 'generateContent') return { format: 'whole', body: wholeAnswer(name, plan, candidates) };
  if (action !== 'streamGenerateContent') throw notFound();
  const format = new URLSearchParams(query).get('alt') === 'sse' ? 'sse' : 'array';
  return { format, body: answerInChunks(name, plan, candidates) };
}

const CLAUDE = /^claude-(?:opus|sonnet|haiku)-4(?:-\d)?(?:@\d{8})?$/;

function claudeAnswer(name: string, action: string, { body }: UpstreamRecord): Answer {
  const model = decodeURIComponent(name);
  if (model === 'count-tokens' && action === 'rawPredict') {
    const request = parseClaudeBody(CLAUDE_BODIES.countTokens, body);
    if (!CLAUDE.test(request.model)) throw publisherModelMissing(request.model);
    return { format: 'whole', body: { input_tokens: countClaudeTokens(request) } };
  }
  if (!CLAUDE.test(model)) throw publisherModelMissing(model);
  if (action !== 'rawPredict' && action !== 'streamRawPredict') throw notFound();
  const request = parseClaudeBody(CLAUDE_BODIES.messages, body);
  checkClaudeRequest(request, (signature, thinking) => signature === claudeSignature(thinking));
  const plan = planClaudeAnswer(request);
  // Claude streams when the body says so; the method only says how Google carries it.
  return request.stream === true
    ? { format: 'named-sse', body: claudeEvents(model, plan) }
    : { format: 'whole', body: claudeMessage(model, plan) };
}

const CLAUDE_MODELS = ['claude-opus-4-5', 'claude-sonnet-4-5', 'claude-haiku-4-5'];

function catalogue(publisher: string | undefined, name: string): object {
  const names = publisher === 'google' ? GEMINI_MODELS.map(({ baseModelId }) => baseModelId) : CLAUDE_MODELS;
  const models = names.map((model) => ({
    name: `publishers/${publisher ?? ''}/models/${model}`,
    versionId: 'default',
  }));
  if (name === '') return { publisherModels: models };
  const found = models.find((model) => model.name.endsWith(`/${name.replace(/@.*$/, '')}`));
  if (!found) throw publisherModelMissing(name);
  return found;
}

const notFound = (): GeminiError => new GeminiError(404, 'NOT_FOUND', 'Requested entity was not found.');

const publisherModelMissing = (model: string): GeminiError =>
  new GeminiError(
    404,
    'NOT_FOUND',
    `Publisher Model \`${model}\` was not found or your project does not have access to it.`,
  );
