import { describe, expect, it } from 'vitest';
import type { MappedModels } from '../contract/http/mapping-preview.js';
import { startWorld } from './world.js';

describe('the preview of a model mapping', () => {
  it('says where requests would go, and changes nothing', async () => {
    const world = await startWorld({ accounts: 0 });
    const before = (await world.admin('GET', '/api/settings')).text;
    const { status, body } = await world.admin<MappedModels>('POST', '/api/settings/mapping-preview', {
      mapping: [
        { from: 'gpt-4o*', to: 'gemini-2.5-pro' },
        { from: 'gpt-4o-mini', to: 'gemini-2.5-flash', upstream: 'vertex' },
        { from: 'claude-haiku*', to: 'gemini-2.5-flash' },
      ],
      models: ['gpt-4o-2024', 'gpt-4o-mini', 'claude-haiku-4', 'claude-opus-4', 'gemini-2.5-pro'],
    });
    expect(status).toBe(200);
    expect(body.routes).toEqual([
      { asked: 'gpt-4o-2024', model: 'gemini-2.5-pro', family: 'gemini', upstream: null },
      { asked: 'gpt-4o-mini', model: 'gemini-2.5-flash', family: 'gemini', upstream: 'vertex' },
      { asked: 'claude-haiku-4', model: 'gemini-2.5-flash', family: 'gemini', upstream: null },
      { asked: 'claude-opus-4', model: 'claude-opus-4', family: 'claude', upstream: 'vertex' },
      { asked: 'gemini-2.5-pro', model: 'gemini-2.5-pro', family: 'gemini', upstream: null },
    ]);
    expect((await world.admin('GET', '/api/settings')).text).toBe(before);
  });

  it('names the field of a rule that is none', async () => {
    const world = await startWorld({ accounts: 0 });
    const { status, text } = await world.admin('POST', '/api/settings/mapping-preview', {
      mapping: [{ from: '', to: 'x' }],
      models: ['a'],
    });
    expect(status).toBe(400);
    expect(text).toContain('mapping.0.from');
  });
});
