import { usageListSchema, type UsageRowView } from '../../../../../server/contract/http/traffic.js';
import { request } from '../../../http/request.js';

/** The usage of one account by day. The server counts by account, so the rows of the others come along. */
export async function fetchAccountUsage(id: string, fromMs: number, toMs: number): Promise<readonly UsageRowView[]> {
  const query = new URLSearchParams({ by: 'day', group: 'account', from: String(fromMs), to: String(toMs) });
  return (await request(`/api/usage?${query.toString()}`, usageListSchema)).rows.filter(({ group }) => group === id);
}
