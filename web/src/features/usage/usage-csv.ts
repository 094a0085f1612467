import type { UsageList } from '../../../../server/contract/http/traffic.js';
import type { CsvCell } from '../../ui/csv.js';

const HEADER = [
  'begins_at',
  'name',
  'id',
  'requests',
  'errors',
  'input_tokens',
  'output_tokens',
  'cached_tokens',
  'thought_tokens',
  'mean_duration_ms',
  'p95_duration_ms',
] as const;

/** The usage as a table for other programs: its columns are named as the API names them, in every language. */
export function usageTable(
  { rows }: UsageList,
  nameOf: (row: { readonly group: string | null; readonly email: string | null }) => string,
): readonly (readonly CsvCell[])[] {
  return [
    HEADER,
    ...rows.map((row) => [
      new Date(row.at_ms).toISOString(),
      row.group === null ? '' : nameOf(row),
      row.group,
      row.requests,
      row.errors,
      row.input_tokens,
      row.output_tokens,
      row.cached_tokens,
      row.thought_tokens,
      Math.round(row.duration_ms.mean),
      Math.round(row.duration_ms.p95),
    ]),
  ];
}
