import type { DroppedFields } from '../neutral/dropped-fields.js';
import { isRecord, parseJson } from '../neutral/parse-json.js';
import type {
  ContentPart,
  MediaPart,
  NeutralMessage,
  TextPart,
  ThinkingPart,
  ToolResultPart,
} from '../neutral/request.js';
import { asGoogleSignature } from '../neutral/signature.js';
import type { GeminiContent, GeminiFunctionResponsePart, GeminiPart } from './request.js';
import { geminiMajorVersion } from './thinking-config.js';

/**
 * Gemini 3 refuses a call of its own that lacks its signature. This value, which Google documents for calls that come
 * from another model or have lost theirs, makes it accept the call.
 *
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures (read 2026-11-20)
 */
const NO_SIGNATURE = 'skip_thought_signature_validator';

/** What the conversion needs beside the messages. */
export interface ContentsOptions {
  readonly model: string;
  readonly dropped: DroppedFields;
}

/**
 * Turns messages into `contents`. Turns of one role are merged; the results of a model's calls stand in a turn of their
 * own directly after it, as Gemini demands, and what the caller says besides follows in another.
 */
export function geminiContents(messages: readonly NeutralMessage[], options: ContentsOptions): GeminiContent[] {
  const contents: { role: 'user' | 'model'; kind: string; parts: GeminiPart[] }[] = [];
  const needsSignature = (geminiMajorVersion(options.model) ?? 3) >= 3;
  const turn = (role: 'user' | 'model', kind: string): GeminiPart[] => {
    const last = contents.at(-1);
    if (last?.role === role && last.kind === kind) return last.parts;
    const parts: GeminiPart[] = [];
    contents.push({ role, kind, parts });
    return parts;
  };
  for (const message of messages) {
    let firstCall = true;
    for (const part of message.content) {
      if (isEmpty(part)) {
        if (part.type === 'thinking' && part.redacted !== undefined)
          options.dropped.add('messages[].content[].redacted_thinking');
        continue;
      }
      const role = message.role === 'user' ? 'user' : 'model';
      const target = turn(role, part.type === 'tool-result' ? 'results' : 'content');
      const converted = toPart(part, options);
      if (part.type === 'tool-call') {
        target.push(
          asGoogleSignature(part.signature) === undefined && firstCall && needsSignature
            ? { ...converted, thoughtSignature: NO_SIGNATURE }
            : converted,
        );
        firstCall = false;
      } else {
        target.push(converted);
      }
    }
  }
  return contents.map(({ role, parts }) => ({ role, parts }));
}

/** Gemini refuses a text without text, unless it brings a signature of Gemini's own. */
const isEmpty = (part: ContentPart): part is TextPart | ThinkingPart =>
  (part.type === 'text' || part.type === 'thinking') &&
  part.text === '' &&
  asGoogleSignature(part.signature) === undefined;

function toPart(part: ContentPart, options: ContentsOptions): GeminiPart {
  switch (part.type) {
    case 'text':
      return signed({ text: part.text }, part.signature);
    case 'media':
      return signed(mediaPart(part, options), part.signature);
    case 'thinking':
      return signed({ text: part.text, thought: true }, part.signature);
    case 'tool-call':
      return signed({ functionCall: { id: part.id, name: part.name, args: part.arguments } }, part.signature);
    case 'tool-result':
      return toolResult(part);
    default:
      return part satisfies never;
  }
}

function signed(part: GeminiPart, signature: string | undefined): GeminiPart {
  const thoughtSignature = asGoogleSignature(signature);
  return thoughtSignature === undefined ? part : { ...part, thoughtSignature };
}

const RESOLUTIONS = { low: 'MEDIA_RESOLUTION_LOW', high: 'MEDIA_RESOLUTION_HIGH' } as const;

function mediaPart(part: MediaPart, options: ContentsOptions): GeminiPart {
  const media = mediaFields(part);
  if (!part.detail) return media;
  // A resolution per part exists from Gemini 3 on.
  if ((geminiMajorVersion(options.model) ?? 0) >= 3)
    return { ...media, mediaResolution: { level: RESOLUTIONS[part.detail] } };
  options.dropped.add('messages[].content[].image_url.detail');
  return media;
}

function mediaFields(part: MediaPart): Pick<GeminiPart, 'inlineData' | 'fileData'> {
  const { source, mediaType } = part;
  if (source.kind === 'base64')
    return { inlineData: { mimeType: mediaType ?? 'application/octet-stream', data: source.data } };
  return { fileData: mediaType === undefined ? { fileUri: source.uri } : { mimeType: mediaType, fileUri: source.uri } };
}

/**
 * Gemini wants an object: a result that is one is handed over as it is, any other text under `output`, a failure under
 * `error`. Media ride along in `parts`.
 *
 * @see https://ai.google.dev/api/caching#FunctionResponse (read 2026-11-20)
 */
function toolResult(part: ToolResultPart): GeminiPart {
  const text = part.content
    .filter((piece): piece is TextPart => piece.type === 'text')
    .map((piece) => piece.text)
    .join('\n');
  const media = part.content.filter((piece): piece is MediaPart => piece.type === 'media');
  return {
    functionResponse: {
      id: part.toolCallId,
      name: part.toolName,
      response: part.isError ? { error: text } : resultObject(text),
      ...(media.length > 0 ? { parts: media.map((piece): GeminiFunctionResponsePart => mediaFields(piece)) } : {}),
    },
  };
}

function resultObject(text: string): Readonly<Record<string, unknown>> {
  const parsed = text.startsWith('{') ? parseJson(text) : undefined;
  return isRecord(parsed) && Object.keys(parsed).length > 0 ? parsed : { output: text };
}
