import type { ClaudeAnswer, ClaudeBlock } from './claude-answer.js';

/** The answer as one message. */
export function claudeMessage(model: string, answer: ClaudeAnswer): object {
  return {
    id: answer.id,
    type: 'message',
    role: 'assistant',
    model,
    content: answer.content,
    stop_reason: answer.stopReason,
    stop_sequence: answer.stopSequence,
    usage: usage(answer, answer.outputTokens),
  };
}

/** The same as the events of a stream: a ping among them, texts in words, a tool's arguments in two pieces. */
export function claudeEvents(model: string, answer: ClaudeAnswer): readonly object[] {
  const start = { ...claudeMessage(model, answer), content: [], stop_reason: null, stop_sequence: null };
  return [
    { type: 'message_start', message: { ...start, usage: usage(answer, 1) } },
    { type: 'ping' },
    ...answer.content.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: { stop_reason: answer.stopReason, stop_sequence: answer.stopSequence },
      usage: { output_tokens: answer.outputTokens },
    },
    { type: 'message_stop' },
  ];
}

const usage = ({ inputTokens }: ClaudeAnswer, outputTokens: number): object => ({
  input_tokens: inputTokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: outputTokens,
});

function blockEvents(block: ClaudeBlock, index: number): object[] {
  const delta = (fields: object): object => ({ type: 'content_block_delta', index, delta: fields });
  const [empty, deltas] = inPieces(block);
  return [
    { type: 'content_block_start', index, content_block: empty },
    ...deltas.map(delta),
    { type: 'content_block_stop', index },
  ];
}

function inPieces(block: ClaudeBlock): [empty: object, deltas: object[]] {
  switch (block.type) {
    case 'text':
      return [{ ...block, text: '' }, words(block.text).map((text) => ({ type: 'text_delta', text }))];
    case 'thinking':
      return [
        { type: 'thinking', thinking: '', signature: '' },
        [
          ...words(block.thinking).map((thinking) => ({ type: 'thinking_delta', thinking })),
          { type: 'signature_delta', signature: block.signature },
        ],
      ];
    case 'tool_use': {
      const json = JSON.stringify(block.input);
      const middle = Math.ceil(json.length / 2);
      const pieces = ['', json.slice(0, middle), json.slice(middle)];
      return [{ ...block, input: {} }, pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json }))];
    }
  }
}

const words = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];
