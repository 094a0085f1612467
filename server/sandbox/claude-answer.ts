import { createHash } from 'node:crypto';
import type { ClaudeMessage, ClaudeRequest, ClaudeTool } from './claude-request.js';
import { sampleOf } from './gemini-sample.js';

/** A block of an answer. */
export type ClaudeBlock =
  | { readonly type: 'text'; readonly text: string; readonly citations: null }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: object };

/** A whole answer, decided before the first byte goes out. */
export interface ClaudeAnswer {
  readonly id: string;
  readonly content: readonly ClaudeBlock[];
  readonly stopReason: 'end_turn' | 'max_tokens' | 'stop_sequence' | 'tool_use';
  readonly stopSequence: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

const CHARACTERS_PER_TOKEN = 4;
const THOUGHT = 'I repeat what I was told.';

/** Decides what Claude says: tool calls, the outcome of one, JSON, or the caller's words again. */
export function planClaudeAnswer(request: ClaudeRequest): ClaudeAnswer {
  const thinks = request.thinking?.type === 'enabled' || request.thinking?.type === 'adaptive';
  const calls = plannedCalls(request);
  const spoken = calls.length > 0 ? undefined : spokenAnswer(request);
  const thought: ClaudeBlock[] = thinks
    ? [{ type: 'thinking', thinking: THOUGHT, signature: claudeSignature(THOUGHT) }]
    : [];
  const content = [...thought, ...(spoken ? [textBlock(spoken.text)] : calls)];
  return {
    id: `msg_vrtx_${digest(JSON.stringify(request.messages)).slice(0, 24)}`,
    content,
    stopReason: spoken?.stopReason ?? 'tool_use',
    stopSequence: spoken?.stopSequence ?? null,
    inputTokens: countClaudeTokens(request),
    outputTokens: Math.ceil(JSON.stringify(content).length / CHARACTERS_PER_TOKEN),
  };
}

/** Tokens of what was sent: about four characters each. */
export function countClaudeTokens({
  messages,
  system,
  tools,
}: Pick<ClaudeRequest, 'messages' | 'system' | 'tools'>): number {
  return Math.ceil(JSON.stringify([messages, system ?? '', tools ?? '']).length / CHARACTERS_PER_TOKEN);
}

/** What stands for Claude's signature of a thought. */
export const claudeSignature = (thinking: string): string =>
  Buffer.from(`claude-sandbox:${digest(thinking)}`).toString('base64');

const textBlock = (text: string): ClaudeBlock => ({ type: 'text', text, citations: null });

function plannedCalls(request: ClaudeRequest): ClaudeBlock[] {
  const last = request.messages.at(-1);
  const offered = (request.tools ?? []).filter((tool): tool is ClaudeTool => 'input_schema' in tool);
  const choice = request.tool_choice;
  if (!last || choice?.type === 'none' || blocksOf(last).some(({ type }) => type === 'tool_result')) return [];
  const said = textOf(last);
  const named = choice?.type === 'tool' ? offered.filter(({ name }) => name === choice.name) : offered;
  const mentioned = named.filter(({ name }) => plain(said).includes(plain(name)));
  const forced = choice?.type === 'any' || choice?.type === 'tool' ? named.slice(0, 1) : [];
  const chosen = mentioned.length > 0 ? mentioned : forced;
  return chosen.map((tool) => ({
    type: 'tool_use',
    id: `toolu_vrtx_${digest(said + tool.name).slice(0, 22)}`,
    name: tool.name,
    input: Object(sampleOf(tool.input_schema, said)) as object,
  }));
}

const plain = (text: string): string => text.toLowerCase().replace(/[_.:-]+/g, ' ');

function spokenAnswer(
  request: ClaudeRequest,
): Pick<ClaudeAnswer, 'stopReason' | 'stopSequence'> & { readonly text: string } {
  const last = request.messages.at(-1) ?? { role: 'user' as const, content: '' };
  const format = request.output_config?.format;
  const whole = format ? JSON.stringify(sampleOf(format.schema, textOf(last))) : sentence(last);
  const stop = (request.stop_sequences ?? []).find((sequence) => whole.includes(sequence));
  if (stop !== undefined)
    return { text: whole.slice(0, whole.indexOf(stop)) || ' ', stopReason: 'stop_sequence', stopSequence: stop };
  const limit = request.max_tokens * CHARACTERS_PER_TOKEN;
  const isCut = whole.length > limit;
  return { text: whole.slice(0, limit), stopReason: isCut ? 'max_tokens' : 'end_turn', stopSequence: null };
}

function sentence(turn: ClaudeMessage): string {
  const blocks = blocksOf(turn);
  const outcomes = blocks.flatMap((block) =>
    block.type === 'tool_result' ? [`The tool answered: ${JSON.stringify(block.content ?? '')}.`] : [],
  );
  const seen = blocks.flatMap((block) => (block.type === 'image' || block.type === 'document' ? [block.type] : []));
  const said = textOf(turn);
  return (
    [
      ...outcomes,
      ...(said === '' ? [] : [`You said: ${said}`]),
      ...(seen.length === 0 ? [] : [`I see: ${seen.join(', ')}.`]),
    ].join(' ') || 'I was told nothing.'
  );
}

const blocksOf = (turn: ClaudeMessage): Exclude<ClaudeMessage['content'], string> =>
  typeof turn.content === 'string' ? [{ type: 'text', text: turn.content }] : turn.content;

const textOf = (turn: ClaudeMessage): string =>
  blocksOf(turn)
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join(' ');

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
