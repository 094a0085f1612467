import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { h } from 'vue';

import * as gateway from '../../http/gateway-request.js';
import { button, field, mountInApp, offers, pageText, submitFormOf, type } from '../../testing/mounted.js';
import ConnectView from './ConnectView.vue';
import * as gatewayModels from './gateway-models.js';

vi.mock('../../http/gateway-request.js', async (original) => ({
  ...(await original<typeof gateway>()),
  sendThroughGateway: vi.fn(),
}));
vi.mock('./gateway-models.js', async (original) => ({
  ...(await original<typeof gatewayModels>()),
  fetchGatewayModels: vi.fn(),
}));

const URL_HERE = 'http://localhost:8045';
const KEY = 'rg-made-on-the-spot';

let wrapper: VueWrapper;
const createKey = vi.fn<(name: string) => Promise<string>>();

async function open(path = '/connect') {
  const page = {
    render: () =>
      h(
        ConnectView,
        { url: URL_HERE, createKey },
        { explained: ({ requestId }: { requestId: string }) => `explained ${requestId}` },
      ),
  };
  const mounted = await mountInApp(page, { path });
  wrapper = mounted.wrapper;
  await flushPromises();
  return mounted;
}

async function haveKey(): Promise<void> {
  type('Or a key you have', KEY);
  await vi.advanceTimersByTimeAsync(1000);
}

const code = () => [...document.querySelectorAll('pre')].map((block) => block.textContent.trim());
const ask = vi.mocked(gateway.sendThroughGateway);
const listModels = vi.mocked(gatewayModels.fetchGatewayModels);

describe('the connect page', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    vi.useFakeTimers();
    createKey.mockResolvedValue(KEY);
    listModels.mockResolvedValue(['gemini-2.5-flash', 'gemini-2.5-pro']);
  });
  afterEach(() => {
    wrapper.unmount();
    vi.useRealTimers();
  });

  it('fills in the address at once, and the key as soon as there is one', async () => {
    await open();
    expect(code()[0]).toContain(`ANTHROPIC_BASE_URL=${URL_HERE}`);
    expect(code()[0]).toContain('your-regrant-key');
    type('Name of the program', '  Editor ');
    await flushPromises();
    submitFormOf('Name of the program');
    await flushPromises();
    expect(createKey).toHaveBeenCalledWith('Editor');
    expect(code()[0]).toContain(`ANTHROPIC_AUTH_TOKEN="${KEY}"`);
    expect(pageText()).toContain('It is shown this once.');
  });

  it('forgets a key that is no longer wanted', async () => {
    await open();
    type('Name of the program', 'Editor');
    await flushPromises();
    submitFormOf('Name of the program');
    await flushPromises();
    button('Use another key').click();
    await flushPromises();
    expect(document.body.innerHTML).not.toContain(KEY);
  });

  it('says why a key could not be made', async () => {
    createKey.mockRejectedValue(new Error('no'));
    await open();
    type('Name of the program', 'Editor');
    await flushPromises();
    submitFormOf('Name of the program');
    await flushPromises();
    expect(pageText()).toContain('The key could not be made');
  });

  it('shows the program of the address, and writes there which one was chosen', async () => {
    const { router } = await open('/connect?client=cherry-studio');
    expect(pageText()).toContain('API Host');
    const choice = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === 'Codex CLI');
    choice?.querySelector('input')?.click();
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({ client: 'codex-cli' });
    expect(code()[0]).toContain('wire_api = "responses"');
  });

  it('sends a real request with the key, shows it as it streams, and tells how it went', async () => {
    await open();
    await haveKey();
    expect(listModels).toHaveBeenCalledTimes(1);
    let finish = () => {};
    ask.mockImplementation(async ({ onDelta }) => {
      onDelta?.('Hel');
      await new Promise<void>((resolve) => (finish = resolve));
      onDelta?.('lo');
      return { text: 'Hello', requestId: 'r1', status: 200 };
    });
    type('Prompt', 'Say hello');
    submitFormOf('Prompt');
    await flushPromises();
    expect(ask).toHaveBeenCalledWith(
      expect.objectContaining({ wire: 'openai', model: 'gemini-2.5-flash', prompt: 'Say hello', key: KEY }),
    );
    expect(document.querySelector('[role="log"]')?.textContent).toContain('Hel');
    expect(pageText()).not.toContain('explained r1');
    finish();
    await flushPromises();
    expect(document.querySelector('[role="log"]')?.textContent).toContain('Hello');
    expect(pageText()).toContain('explained r1');
  });

  it('stops when it is told to, and when the page is left', async () => {
    await open();
    await haveKey();
    const signals: AbortSignal[] = [];
    ask.mockImplementation(({ signal }) => {
      signals.push(signal!);
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
      });
    });
    submitFormOf('Prompt');
    await flushPromises();
    button('Stop').click();
    await flushPromises();
    expect(pageText()).toContain('Stopped.');
    submitFormOf('Prompt');
    await flushPromises();
    wrapper.unmount();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('shows a refusal in the words of the gateway, and how the request went', async () => {
    await open();
    await haveKey();
    ask.mockRejectedValue(new gateway.GatewayRefusedError('No account can serve this model.', 503, 'r2'));
    submitFormOf('Prompt');
    await flushPromises();
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('Answered with 503');
    expect(pageText()).toContain('“No account can serve this model.”');
    expect(pageText()).toContain('explained r2');
  });

  it('offers the models of the key that is there, whichever answer comes last', async () => {
    await open();
    let answerFirst: (models: readonly string[]) => void = () => undefined;
    listModels.mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)));
    await haveKey();
    listModels.mockResolvedValue(['model-of-the-second-key']);
    type('Or a key you have', 'rg-second');
    await vi.advanceTimersByTimeAsync(1000);
    answerFirst(['model-of-the-first-key']);
    await flushPromises();
    expect(pageText()).toContain('model-of-the-second-key');
    expect(pageText()).not.toContain('model-of-the-first-key');
  });

  it('sends nothing without a key, and says when a key is not taken', async () => {
    await open();
    submitFormOf('Prompt');
    await flushPromises();
    expect(ask).not.toHaveBeenCalled();
    expect(listModels).not.toHaveBeenCalled();
    listModels.mockRejectedValue(new gatewayModels.ModelsRefusedError('The key is not known.'));
    await haveKey();
    expect(pageText()).toContain('The models could not be listed: “The key is not known.”');
    expect(offers('Send')).toBe(true);
    expect((field('Or a key you have') as HTMLInputElement).type).toBe('password');
  });
});
