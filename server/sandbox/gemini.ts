import type { ServerResponse } from 'node:http';
import { Barrier } from './barrier.js';
import { countPromptTokens, planAnswer } from './gemini-answer.js';
import { GeminiBodyWriter, type StreamHold } from './gemini-body-writer.js';
import { answerInChunks, wholeAnswer } from './gemini-chunks.js';
import { embeddingOf } from './gemini-embedding.js';
import { GeminiError, modelNotFound, unauthenticated } from './gemini-error.js';
import { isStreamFault, playGeminiFault, type GeminiFault, type StreamFault } from './gemini-fault.js';
import { GEMINI_MODELS, supports, type GeminiModel } from './gemini-models.js';
import { GEMINI_BODIES, parseGeminiBody } from './gemini-request.js';
import { checkGeminiTurns } from './gemini-turns.js';
import type { SandboxGoogle } from './google.js';
import { listenOnLoopback, type ListenOptions } from './loopback-server.js';
import { sendScripted } from './token-fault.js';
import { recordOf, type UpstreamRecord } from './upstream-record.js';

export interface GeminiOptions extends ListenOptions {
  /** The authorization server whose access tokens are accepted. */
  readonly google: Pick<SandboxGoogle, 'isValidAccessToken'>;
}

/** One request as it arrived, and how it ended. */
export type GeminiRequest = UpstreamRecord;

export interface GeminiFaults {
  /** Asked for every request; undefined means the usual answer. */
  next: ((request: GeminiRequest) => GeminiFault | undefined) | undefined;
}

export interface SandboxGemini {
  readonly origin: string;
  /** What `REGRANT_GEMINI_BASE_URL` is set to: no version in it. */
  readonly baseUrl: string;
  /** Every request, oldest first. */
  readonly journal: readonly GeminiRequest[];
  readonly faults: GeminiFaults;
  /** Holds streams after `afterChunks` pieces (0: right after the headers) until the barrier is released. */
  hold(options: { readonly afterChunks: number; readonly applies?: (request: GeminiRequest) => boolean }): Barrier;
  close(): Promise<void>;
}

interface Hold extends StreamHold {
  readonly applies: (request: GeminiRequest) => boolean;
}

/** Starts a stand-in for the Gemini API that checks its callers' tokens and answers by repeating what they say. */
export async function startGemini({ google, ...listen }: GeminiOptions): Promise<SandboxGemini> {
  const server = await listenOnLoopback(listen);
  const journal: GeminiRequest[] = [];
  const faults: GeminiFaults = { next: undefined };
  const holds: Hold[] = [];

  server.serve(async (request, response) => {
    const entry = await recordOf(request, google);
    journal.push(entry);
    const fault = faults.next?.(entry);
    response.once('close', () => {
      if (!response.writableFinished && entry.outcome === 'pending') entry.outcome = isCut(fault) ? 'fault' : 'aborted';
    });
    if (fault !== undefined && !isStreamFault(fault)) {
      entry.outcome = 'fault';
      playGeminiFault(response, fault);
      return;
    }
    const applicable = holds.filter(({ applies }) => applies(entry));
    await answer(entry, response, fault ?? {}, applicable);
  });

  return {
    origin: server.origin,
    baseUrl: server.origin,
    journal,
    faults,
    hold({ afterChunks, applies = () => true }) {
      const barrier = new Barrier();
      holds.push({ afterChunks, applies, barrier });
      return barrier;
    },
    async close() {
      for (const { barrier } of holds) barrier.release();
      await server.close();
    },
  };
}

async function answer(
  entry: GeminiRequest,
  response: ServerResponse,
  fault: StreamFault,
  holds: readonly StreamHold[],
): Promise<void> {
  const writer = new GeminiBodyWriter(response, fault, (count) => {
    entry.chunksSent = count;
  });
  try {
    if (entry.email === undefined) throw unauthenticated();
    const route = routeOf(entry);
    if (route.method === 'streamGenerateContent') {
      const format = new URLSearchParams(entry.query).get('alt') === 'sse' ? 'sse' : 'array';
      await writer.sendStream(fault.chunks ?? streamedAnswer(route.model, entry.body), format, holds);
    } else {
      await writer.sendWhole(fault.chunks?.[0] ?? unaryAnswer(route, entry));
    }
    if (response.writableEnded && entry.outcome === 'pending') entry.outcome = 'answered';
  } catch (error) {
    if (!(error instanceof GeminiError)) throw error;
    entry.outcome = 'refused';
    sendScripted(response, { status: error.code, body: error.toBody() });
  }
}

function isCut(fault: GeminiFault | undefined): boolean {
  return fault !== undefined && isStreamFault(fault) && fault.cutAfterBytes !== undefined;
}

const CALLS = [
  'generateContent',
  'streamGenerateContent',
  'countTokens',
  'embedContent',
  'batchEmbedContents',
] as const;
type Call = (typeof CALLS)[number];

type UnaryRoute =
  | { readonly method: 'list' }
  | { readonly method: 'get'; readonly model: GeminiModel }
  | { readonly method: Exclude<Call, 'streamGenerateContent'>; readonly model: GeminiModel };
type Route = UnaryRoute | { readonly method: 'streamGenerateContent'; readonly model: GeminiModel };

function routeOf({ method, path }: GeminiRequest): Route {
  const match = /^\/(v1|v1beta)\/models(?:\/([^/:]+)(?::(\w+))?)?$/.exec(path);
  if (!match) throw new GeminiError(404, 'NOT_FOUND', 'Requested entity was not found.');
  const [, version = '', name, call] = match;
  if (name === undefined && method === 'GET') return { method: 'list' };
  const model = GEMINI_MODELS.find((candidate) => candidate.baseModelId === name);
  if (!model) throw modelNotFound(name ?? '', version, call ?? 'getModel');
  if (call === undefined && method === 'GET') return { method: 'get', model };
  const known = CALLS.find((candidate) => candidate === call);
  if (!known || method !== 'POST') throw new GeminiError(404, 'NOT_FOUND', 'Requested entity was not found.');
  if (!supports(model, known)) throw modelNotFound(model.baseModelId, version, known);
  return { method: known, model };
}

function streamedAnswer(model: GeminiModel, body: Buffer): readonly object[] {
  const request = parseGeminiBody(GEMINI_BODIES.generateContent, body);
  const { baseModelId } = model;
  checkGeminiTurns(baseModelId, request.contents);
  return answerInChunks(baseModelId, planAnswer(baseModelId, request), request.generationConfig?.candidateCount ?? 1);
}

function unaryAnswer(route: UnaryRoute, entry: GeminiRequest): object {
  switch (route.method) {
    case 'list':
      return modelPage(new URLSearchParams(entry.query));
    case 'get':
      return route.model;
    case 'generateContent': {
      const request = parseGeminiBody(GEMINI_BODIES.generateContent, entry.body);
      const { baseModelId } = route.model;
      checkGeminiTurns(baseModelId, request.contents);
      return wholeAnswer(baseModelId, planAnswer(baseModelId, request), request.generationConfig?.candidateCount ?? 1);
    }
    case 'countTokens': {
      const { contents, generateContentRequest } = parseGeminiBody(GEMINI_BODIES.countTokens, entry.body);
      const totalTokens = countPromptTokens(generateContentRequest ?? { contents: contents ?? [] });
      return { totalTokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: totalTokens }] };
    }
    case 'embedContent':
      return { embedding: { values: embeddingOf(parseGeminiBody(GEMINI_BODIES.embedContent, entry.body)) } };
    case 'batchEmbedContents': {
      const { requests } = parseGeminiBody(GEMINI_BODIES.batchEmbedContents, entry.body);
      return { embeddings: requests.map((request) => ({ values: embeddingOf(request) })) };
    }
    default:
      return route satisfies never;
  }
}

function modelPage(query: URLSearchParams): object {
  const start = Number(query.get('pageToken') ?? 0);
  const end = start + Math.max(1, Number(query.get('pageSize') ?? 50));
  const models = GEMINI_MODELS.slice(start, end);
  return { models, ...(end < GEMINI_MODELS.length && { nextPageToken: String(end) }) };
}
