import { defineStore } from 'pinia';
import { readonly, ref } from 'vue';

import type { LiveEvent } from '../../../server/contract/events.js';
import { LiveConnection, type ConnectionState, type Delivery, type LiveListener } from './live-connection.js';
import { openLiveSocket, type LiveSocket } from './live-socket.js';

type EventsHandler = (events: readonly LiveEvent[], delivery: Delivery) => void;

/** What the app does with what the connection brings. The state itself is kept here, for everyone to show. */
export interface LiveHandlers {
  readonly onEvents: EventsHandler;
  readonly onSnapshotDue: () => void;
  readonly onGap: () => void;
  readonly probe: LiveListener['probe'];
}

/** The one connection of this page and its state. */
export const useLiveStore = defineStore('live', () => {
  const state = ref<ConnectionState>('connecting');
  let connection: LiveConnection | undefined;

  /** Connects; a connection that is already there is replaced. */
  function start(handlers: LiveHandlers, open: () => LiveSocket = openLiveSocket): void {
    stop();
    connection = new LiveConnection(open(), {
      ...handlers,
      onState: (next) => {
        state.value = next;
      },
    });
    connection.start();
  }

  function stop(): void {
    connection?.stop();
    connection = undefined;
    state.value = 'connecting';
  }

  return { state: readonly(state), start, stop };
});
