import type { RequestFilter } from '../../core/traffic/request-filter.js';
import type { UsageQuery } from '../../core/traffic/usage-report.js';
import type { HealingTraffic } from './healing-traffic.js';
import type { QuotaBatch } from './quota-table.js';
import type { Keeping, TrafficBatch } from './sqlite-traffic.js';

/** What the thread that keeps the traffic can be asked for. */
export type TrafficCall =
  | { readonly does: 'append'; readonly batch: TrafficBatch }
  | { readonly does: 'list'; readonly filter: RequestFilter; readonly limit: number }
  | { readonly does: 'find'; readonly id: string }
  | { readonly does: 'usage'; readonly query: UsageQuery }
  | { readonly does: 'prune'; readonly keeping: Keeping }
  | { readonly does: 'saveQuotas'; readonly batch: QuotaBatch }
  | { readonly does: 'loadQuotas'; readonly dayStartsAtMs: number }
  | { readonly does: 'close' };

/** To the thread. */
export interface CallMessage {
  readonly number: number;
  readonly call: TrafficCall;
}

/** From the thread. */
export type AnswerMessage =
  | { readonly kind: 'done'; readonly number: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string }
  | { readonly kind: 'notice'; readonly text: string };

/** Does what a call asks for. */
export function perform(traffic: HealingTraffic, call: TrafficCall): unknown {
  switch (call.does) {
    case 'append':
      traffic.use((file) => file.append(call.batch));
      return undefined;
    case 'list':
      return traffic.use((file) => file.list(call.filter, call.limit));
    case 'find':
      return traffic.use((file) => file.find(call.id));
    case 'usage':
      return traffic.use((file) => file.usage(call.query));
    case 'prune':
      return traffic.use((file) => file.prune(call.keeping));
    case 'saveQuotas':
      traffic.use((file) => file.saveQuotas(call.batch));
      return undefined;
    case 'loadQuotas':
      return traffic.use((file) => file.loadQuotas(call.dayStartsAtMs));
    case 'close':
      traffic.close();
      return undefined;
  }
}
