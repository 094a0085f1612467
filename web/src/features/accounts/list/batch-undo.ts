import type { AccountView, Batch } from '../../../../../server/contract/http/accounts.js';

/**
 * What puts accounts back to how they were before a batch.
 *
 * @param before  the accounts as they were, of those that the batch has changed
 * @returns batches to send; none where the action cannot be undone, or changed nothing
 */
export function undoOf(batch: Batch, before: readonly AccountView[]): readonly Batch[] {
  switch (batch.action) {
    case 'disable_proxy':
      return grouped(
        before.filter((account) => !account.proxy_disabled),
        () => '',
        (ids) => ({ ids, action: 'enable_proxy' }),
      );
    case 'enable_proxy':
      return grouped(
        before.filter((account) => account.proxy_disabled),
        (account) => account.proxy_disabled_reason,
        (ids, reason) => ({ ids, action: 'disable_proxy', reason }),
      );
    case 'set_priority':
      return grouped(
        before.filter(({ priority }) => priority !== batch.priority),
        (account) => account.priority,
        (ids, priority) => ({ ids, action: 'set_priority', priority }),
      );
    case 'set_label':
      return grouped(
        before.filter(({ custom_label: label }) => label !== batch.custom_label),
        (account) => account.custom_label,
        (ids, label) => ({ ids, action: 'set_label', custom_label: label }),
      );
    case 'refresh':
    case 'delete':
      return [];
  }
}

/** One batch for all accounts that had the same. */
function grouped<T>(
  accounts: readonly AccountView[],
  had: (account: AccountView) => T,
  toBatch: (ids: string[], had: T) => Batch,
): readonly Batch[] {
  const groups = new Map<T, string[]>();
  for (const account of accounts) {
    const value = had(account);
    groups.set(value, [...(groups.get(value) ?? []), account.id]);
  }
  return [...groups].map(([value, ids]) => toBatch(ids, value));
}
