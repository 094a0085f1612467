import { appendFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

/** One line of the table. */
export interface Row {
  readonly what: string;
  /** What it is compared with, or where the figure stands alone, nothing. */
  readonly against: string;
  readonly unit: string;
  readonly limit: number | null;
  readonly regrant: number;
  /** Of both, round by round; the figure itself where it stands alone. */
  readonly ratio: number;
  /** Undefined for limits that are only shown beside the others. */
  readonly goal: { readonly atLeast: number } | { readonly atMost: number } | undefined;
}

/** The table for people on standard output, and JSON for programs where `BENCH_JSON` names a file. */
export async function report(rows: readonly Row[]): Promise<void> {
  const [{ model } = { model: 'unknown' }] = cpus();
  const machine = {
    cores: cpus().length,
    model,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  const { cores, memoryGb, node, platform } = machine;
  process.stdout.write(`\nThe gateway, on ${cores} cores (${model}), ${memoryGb} GB, ${platform}, Node ${node}\n`);
  const cells = rows.map((row) => [
    row.what,
    row.against,
    row.limit === null ? '' : short(row.limit),
    short(row.regrant),
    row.unit,
    row.limit === null ? '' : `${row.ratio.toFixed(2)} x`,
    goalOf(row),
    verdictOf(row),
  ]);
  const head = ['', 'against', 'limit', 'Regrant', 'unit', 'ratio', 'goal', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)));
  for (const line of [head, ...cells])
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  const path = process.env['BENCH_JSON'];
  if (path) await appendFile(path, `${JSON.stringify({ title: 'The gateway', machine, rows })}\n`);
}

function goalOf({ goal, limit }: Row): string {
  if (!goal) return '';
  const [sign, bound] = 'atLeast' in goal ? ['>=', goal.atLeast] : ['<=', goal.atMost];
  return `${sign} ${bound}${limit === null ? '' : ' x'}`;
}

function verdictOf({ goal, ratio }: Row): string {
  if (!goal) return '';
  const isReached = 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
  return isReached ? 'reached' : 'missed';
}

const short = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));
