import { describe, expect, it } from 'vitest';
import { isBackgroundRequest, type RequestOutline } from './background-request.js';

const title: RequestOutline = {
  model: 'claude-haiku-4-5-20251001',
  maxOutputTokens: 512,
  offersTools: false,
  wantsThinking: false,
  hasAnswers: false,
};

describe('isBackgroundRequest', () => {
  it.each([
    'claude-haiku-4-5-20251001',
    'claude-3-5-haiku@20241022',
    'gpt-5-nano',
    'gpt-4o-mini-2024-07-18',
    'openai/o4-mini',
    'gemini-2.5-flash-lite',
  ])('takes a first question to %s, without tools, for one', (model) => {
    expect(isBackgroundRequest({ ...title, model })).toBe(true);
  });

  it.each(['gemini-2.5-flash', 'gemini-3-pro-preview', 'claude-sonnet-4-5', 'gpt-5', 'minimax-m2', 'elite-7b', ''])(
    'does not take %s for a small model',
    (model) => {
      expect(isBackgroundRequest({ ...title, model })).toBe(false);
    },
  );

  it.each([
    [1, true],
    [100, true],
    [101, false],
    [undefined, false],
  ])('of a large model takes an answer of at most %s tokens for one: %s', (maxOutputTokens, expected) => {
    expect(isBackgroundRequest({ ...title, model: 'claude-opus-4-5', maxOutputTokens })).toBe(expected);
  });

  it.each(['offersTools', 'wantsThinking', 'hasAnswers'] as const)('is never one when it %s', (sign) => {
    expect(isBackgroundRequest({ ...title, maxOutputTokens: 1, [sign]: true })).toBe(false);
  });
});
