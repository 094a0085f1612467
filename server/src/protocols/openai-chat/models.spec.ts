import { describe, expect, it } from 'vitest';
import { openAiModel, openAiModelList } from './models.js';

describe('openAiModelList', () => {
  it('lists aliases first and each model once', () => {
    const gemini = {
      models: [
        { name: 'models/gemini-2.5-pro', displayName: 'Gemini 2.5 Pro' },
        { name: 'publishers/google/models/gemini-3-pro' },
        { name: 'models/gpt-4o' },
        { displayName: 'nameless' },
        null,
      ],
    };
    expect(openAiModelList(gemini, ['gpt-4o'])).toEqual({
      object: 'list',
      data: [
        { id: 'gpt-4o', object: 'model', created: 0, owned_by: 'google' },
        { id: 'gemini-2.5-pro', object: 'model', created: 0, owned_by: 'google', display_name: 'Gemini 2.5 Pro' },
        { id: 'gemini-3-pro', object: 'model', created: 0, owned_by: 'google' },
      ],
    });
  });

  it.each([undefined, null, [], {}, { models: 'x' }])('makes an empty list of %j', (list) => {
    expect(openAiModelList(list)).toEqual({ object: 'list', data: [] });
  });

  it('knows whose model it is', () => {
    expect(openAiModel('claude-sonnet-4').owned_by).toBe('anthropic');
  });
});
