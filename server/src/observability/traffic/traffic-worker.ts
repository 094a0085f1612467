import { parentPort, workerData } from 'node:worker_threads';
import { HealingTraffic, type TrafficPlace } from './healing-traffic.js';
import { perform, type AnswerMessage, type CallMessage } from './traffic-calls.js';

/** The thread that keeps the traffic: does one call after the other, in the order they come. */
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');
const tell = (message: AnswerMessage): void => port.postMessage(message);
const traffic = new HealingTraffic(workerData as TrafficPlace, (text) => tell({ kind: 'notice', text }));

port.on('message', ({ number, call }: CallMessage) => {
  try {
    tell({ kind: 'done', number, value: perform(traffic, call) });
  } catch (error) {
    tell({ kind: 'failed', number, message: error instanceof Error ? error.message : String(error) });
  }
});
