import { isRecord } from '../neutral/parse-json.js';
import type { GeminiChunk } from './schema.js';

/**
 * Whether a chunk holds nothing but text in its usual form, as nearly all do: `geminiChunkSchema` would take it as it is,
 * and looking costs a tenth of asking the schema. False says nothing: then the schema decides.
 */
export function isPlainChunk(chunk: unknown): chunk is GeminiChunk {
  if (!isRecord(chunk)) return false;
  const { candidates, promptFeedback, modelVersion, responseId } = chunk;
  return (
    (promptFeedback === undefined || promptFeedback === null) &&
    isTextOrAbsent(modelVersion) &&
    isTextOrAbsent(responseId) &&
    (candidates === undefined || (Array.isArray(candidates) && candidates.every(isPlainCandidate)))
  );
}

function isPlainCandidate(candidate: unknown): boolean {
  if (!isRecord(candidate)) return false;
  const { index, content, finishReason, finishMessage, groundingMetadata, logprobsResult } = candidate;
  return (
    (index === undefined || (Number.isSafeInteger(index) && (index as number) >= 0)) &&
    isTextOrAbsent(finishReason) &&
    isTextOrAbsent(finishMessage) &&
    groundingMetadata === undefined &&
    logprobsResult === undefined &&
    (content === undefined || isPlainContent(content))
  );
}

function isPlainContent(content: unknown): boolean {
  if (!isRecord(content)) return false;
  const { parts } = content;
  return parts === undefined || (Array.isArray(parts) && parts.every(isPlainPart));
}

/** Text, perhaps a thought: no other member is known to be plain. */
function isPlainPart(part: unknown): boolean {
  if (!isRecord(part) || typeof part['text'] !== 'string') return false;
  for (const name in part) {
    const value = part[name];
    if (name === 'text') continue;
    if (name === 'thought' ? typeof value !== 'boolean' : name !== 'thoughtSignature' || typeof value !== 'string')
      return false;
  }
  return true;
}

const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';
