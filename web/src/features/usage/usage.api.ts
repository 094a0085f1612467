import { usageListSchema, type UsageList } from '../../../../server/contract/http/traffic.js';
import { request } from '../../http/request.js';
import type { UsageQuestion } from './usage-question.js';

export function fetchUsage({ by, group, fromMs, toMs }: UsageQuestion): Promise<UsageList> {
  const query = new URLSearchParams({ by, group, from: String(fromMs), to: String(toMs) });
  return request(`/api/usage?${query}`, usageListSchema);
}
