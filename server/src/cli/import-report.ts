import type { Ending } from './import-batches.js';
import type { Source } from './import-sources.js';

/**
 * The results of an import for a terminal: one line per item, then what to do about each kind of trouble, once, then the
 * sum. Names and texts come from files and from afar: control characters are not let through to the terminal.
 */
export function reportImport(
  sources: readonly Source[],
  endings: readonly Ending[],
  { dryRun }: { readonly dryRun: boolean },
): string {
  const rows = endings.map((ending, index) => [
    plain(sources[index]?.place ?? ''),
    plain(ending.email ?? ''),
    ending.outcome,
    plain(detailOf(ending, sources)),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const hints = [...new Set(endings.flatMap(({ hint }) => (hint === undefined ? [] : [`→ ${plain(hint)}`])))];
  const end = dryRun ? ' None of the tokens was used, and no account was changed.' : '';
  return [...lines, ...hints, `${summaryOf(endings)}.${end}`, ''].join('\n');
}

function detailOf({ outcome, detail = '', duplicate_of: first }: Ending, sources: readonly Source[]): string {
  if (outcome !== 'duplicate' || first === undefined) return detail;
  return `of ${sources[first]?.place ?? ''}`;
}

function summaryOf(endings: readonly Ending[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of endings) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const parts = [...counts].map(([outcome, count]) => `${count} ${outcome}`);
  return `${endings.length} ${endings.length === 1 ? 'item' : 'items'}: ${parts.join(', ')}`;
}

const plain = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}').slice(0, 300);
