import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { CallerKey } from '../../../../server/contract/http/keys.js';
import { button, mountInApp, offers, pageText, submitFormOf, type } from '../../testing/mounted.js';
import * as api from './keys.api.js';
import KeysView from './KeysView.vue';

vi.mock('./keys.api.js');

function aKey(difference: Partial<CallerKey> = {}): CallerKey {
  return {
    id: 'k1',
    name: 'Claude Code',
    models: null,
    mapping: [],
    per_minute: null,
    created_at: 1_700_000_000,
    last_used: null,
    ...difference,
  };
}

describe('the keys page', () => {
  let wrapper: VueWrapper;

  beforeEach(() => {
    vi.resetAllMocks();
  });
  afterEach(() => {
    wrapper.unmount();
  });

  async function open(...keys: CallerKey[]): Promise<void> {
    vi.mocked(api.fetchKeys).mockResolvedValue(keys);
    ({ wrapper } = await mountInApp(KeysView));
    await flushPromises();
  }

  it('shows each key with its limits, and no way to revoke the one of the environment', async () => {
    await open(
      aKey({ models: ['gemini-*'], per_minute: 60 }),
      aKey({ id: 'environment', name: 'REGRANT_API_KEY', created_at: null }),
    );
    expect(pageText()).toContain('gemini-*');
    expect(pageText()).toContain('60 requests a minute');
    expect(offers('Revoke Claude Code')).toBe(true);
    expect(offers('Revoke REGRANT_API_KEY')).toBe(false);
  });

  it('creates a key, shows its value once, and keeps no trace of it', async () => {
    await open();
    vi.mocked(api.createKey).mockResolvedValue({ key: aKey({ name: 'Codex' }), value: 'rg-seen-once' });
    button('Create the first key').click();
    await flushPromises();
    type('Name', 'Codex');
    type('Allowed models (optional)', 'gemini-*, claude-*');
    type('Requests a minute (optional)', '30');
    submitFormOf('Name');
    await flushPromises();
    expect(api.createKey).toHaveBeenCalledWith({
      name: 'Codex',
      models: ['gemini-*', 'claude-*'],
      per_minute: 30,
      mapping: [],
    });
    expect(pageText()).toContain('rg-seen-once');
    button('I have stored it').click();
    await flushPromises();
    expect(pageText()).not.toContain('rg-seen-once');
    expect(pageText()).toContain('Codex');
  });

  it('says what is wrong at its field, and sends nothing', async () => {
    await open();
    button('Create the first key').click();
    await flushPromises();
    type('Requests a minute (optional)', '-3');
    submitFormOf('Name');
    await flushPromises();
    expect(api.createKey).not.toHaveBeenCalled();
    expect(pageText()).toContain('Give it a name');
    expect(pageText()).toContain('A whole number from 1');
  });

  it('asks twice before a key is revoked, and keeps it when the server refuses', async () => {
    await open(aKey());
    button('Revoke Claude Code').click();
    await flushPromises();
    expect(api.revokeKey).not.toHaveBeenCalled();
    vi.mocked(api.revokeKey).mockRejectedValueOnce(new Error('down'));
    button('Revoke key').click();
    await flushPromises();
    expect(pageText()).toContain('That did not work');
    expect(offers('Revoke Claude Code')).toBe(true);
    button('Revoke Claude Code').click();
    await flushPromises();
    button('Revoke key').click();
    await flushPromises();
    expect(api.revokeKey).toHaveBeenLastCalledWith('k1');
    expect(pageText()).toContain('No keys yet');
  });
});
