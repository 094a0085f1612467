import { importAnswerSchema, type ImportResult } from '../../../../../server/contract/http/import.js';
import { request } from '../../../http/request.js';

/** @param isRehearsal  only tell what would happen: nothing is asked of Google and nothing is written */
export async function sendImport(items: readonly unknown[], isRehearsal: boolean): Promise<readonly ImportResult[]> {
  const body = { items, dry_run: isRehearsal };
  return (await request('/api/accounts/import', importAnswerSchema, { method: 'POST', body })).results;
}
