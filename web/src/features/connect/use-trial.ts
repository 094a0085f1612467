import { computed, onScopeDispose, ref, shallowRef } from 'vue';

import { GatewayRefusedError, sendThroughGateway } from '../../http/gateway-request.js';
import type { GatewayWire } from '../../http/gateway-wires.js';

/** What is asked. */
export interface TrialQuestion {
  readonly wire: GatewayWire;
  readonly model: string;
  readonly prompt: string;
  readonly key: string;
}

/** One real request at a time, as a program would send it: its answer as it streams in, and how it ended. */
export function useTrial() {
  const text = ref('');
  const state = ref<'idle' | 'running' | 'answered' | 'stopped' | 'failed'>('idle');
  const requestId = ref('');
  const error = shallowRef<unknown>();
  let abort: AbortController | undefined;
  onScopeDispose(() => abort?.abort());

  async function send(question: TrialQuestion): Promise<void> {
    if (state.value === 'running') return;
    abort = new AbortController();
    text.value = '';
    requestId.value = '';
    error.value = undefined;
    state.value = 'running';
    try {
      const answer = await sendThroughGateway({
        ...question,
        signal: abort.signal,
        onDelta: (delta) => {
          text.value += delta;
        },
      });
      requestId.value = answer.requestId;
      state.value = 'answered';
    } catch (failure) {
      if (abort.signal.aborted) {
        state.value = 'stopped';
        return;
      }
      if (failure instanceof GatewayRefusedError) requestId.value = failure.requestId;
      error.value = failure;
      state.value = 'failed';
    }
  }

  return {
    text: computed(() => text.value),
    state: computed(() => state.value),
    /** Empty while there is none. */
    requestId: computed(() => requestId.value),
    error: computed(() => error.value),
    send,
    stop: () => abort?.abort(),
  };
}
