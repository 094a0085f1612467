import type { ImportResult } from '../../../../../server/contract/http/import.js';

type Outcome = ImportResult['outcome'];

/** How an outcome of an import looks: what needs attention stands out. */
export const OUTCOME_LOOK: Record<Outcome, { readonly icon: string; readonly look: string }> = {
  created: { icon: 'i-lucide-user-plus', look: 'text-success' },
  updated: { icon: 'i-lucide-key-round', look: 'text-success' },
  reenabled: { icon: 'i-lucide-plug-zap', look: 'text-success' },
  unchanged: { icon: 'i-lucide-equal', look: 'text-muted' },
  duplicate: { icon: 'i-lucide-copy', look: 'text-muted' },
  refused: { icon: 'i-lucide-circle-x', look: 'text-error' },
  failed: { icon: 'i-lucide-cloud-alert', look: 'text-warning' },
  invalid: { icon: 'i-lucide-file-x', look: 'text-error' },
  would_add: { icon: 'i-lucide-user-plus', look: 'text-info' },
  would_update: { icon: 'i-lucide-key-round', look: 'text-info' },
  would_reenable: { icon: 'i-lucide-plug-zap', look: 'text-info' },
  would_not_change: { icon: 'i-lucide-equal', look: 'text-muted' },
};
