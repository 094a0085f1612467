import { describe, expect, it } from 'vitest';
import { anthropicOutline } from './anthropic/outline.js';
import { geminiOutline } from './gemini/outline.js';
import { DroppedFields } from './neutral/dropped-fields.js';
import { neutralOutline } from './neutral/outline.js';
import { BoundedSignatureStore } from './neutral/signature-store.js';
import { chatToNeutral } from './openai-chat/to-neutral.js';

const ask = { role: 'user', content: 'Hi' };
const turn = { role: 'user', parts: [{ text: 'Hi' }] };
const chat = (fields: object) =>
  neutralOutline(
    chatToNeutral(
      { model: 'm', messages: [ask], ...fields },
      { newId: (prefix) => prefix, signatures: new BoundedSignatureStore(), dropped: new DroppedFields() },
    ),
  );
const nothing = { maxOutputTokens: undefined, offersTools: false, wantsThinking: false, hasAnswers: false };

describe('the outline of a request', () => {
  it('says nothing of a plain question, on every wire', () => {
    expect(chat({})).toEqual(nothing);
    expect(anthropicOutline({ messages: [ask], tools: [], thinking: { type: 'disabled' } })).toEqual(nothing);
    expect(geminiOutline({ contents: [turn], tools: null, generationConfig: null })).toEqual(nothing);
    expect(geminiOutline(undefined)).toEqual(nothing);
    expect(anthropicOutline(7)).toEqual(nothing);
  });

  it('has the limit', () => {
    expect(chat({ max_tokens: 9 }).maxOutputTokens).toBe(9);
    expect(anthropicOutline({ max_tokens: 9 }).maxOutputTokens).toBe(9);
    expect(geminiOutline({ generation_config: { max_output_tokens: '9' } }).maxOutputTokens).toBe(9);
    expect(geminiOutline({ generationConfig: { maxOutputTokens: 9 } }).maxOutputTokens).toBe(9);
  });

  it('knows tools', () => {
    expect(chat({ tools: [{ type: 'function', function: { name: 'f' } }] }).offersTools).toBe(true);
    expect(chat({ web_search_options: {} }).offersTools).toBe(true);
    expect(anthropicOutline({ tools: [{ type: 'web_search_20250305' }] }).offersTools).toBe(true);
    expect(geminiOutline({ tools: [{ googleSearch: {} }] }).offersTools).toBe(true);
    expect(geminiOutline({ tools: { googleSearch: {} } }).offersTools).toBe(true);
  });

  it.each([
    [chat({ reasoning_effort: 'low' }), true],
    [chat({ reasoning_effort: 'minimal' }), false],
    [chat({ reasoning_effort: 'none' }), false],
    [anthropicOutline({ thinking: { type: 'adaptive' } }), true],
    [geminiOutline({ generationConfig: { thinkingConfig: { includeThoughts: true } } }), true],
    [geminiOutline({ generationConfig: { thinkingConfig: { thinkingBudget: 0 } } }), false],
  ])('knows thinking: %j', ({ wantsThinking }, expected) => {
    expect(wantsThinking).toBe(expected);
  });

  it('knows a conversation', () => {
    expect(chat({ messages: [ask, { role: 'assistant', content: 'Hello' }, ask] }).hasAnswers).toBe(true);
    expect(anthropicOutline({ messages: [ask, { role: 'assistant', content: 'Hello' }, ask] }).hasAnswers).toBe(true);
    expect(geminiOutline({ contents: [turn, { ...turn, role: 'model' }, turn] }).hasAnswers).toBe(true);
  });
});
