/** What was measured, many times. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'ns' | 'files' | 'MB';
  readonly median: number;
  readonly p99: number;
  readonly max: number;
  readonly samples: number;
  /** What was to be reached, for `p99` unless the name says otherwise. */
  readonly goal: number;
}

export function figure(name: string, unit: Figure['unit'], goal: number, samples: readonly number[]): Figure {
  const sorted = [...samples].sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { name, unit, goal, median: at(0.5), p99: at(0.99), max: at(1), samples: sorted.length };
}

/** A table for people on standard output, and JSON for programs where `BENCH_JSON` names a file. */
export async function report(title: string, figures: readonly Figure[]): Promise<void> {
  const rows = figures.map(({ name, unit, median, p99, max, goal, samples }) =>
    [
      name.padEnd(52),
      short(median),
      short(p99),
      short(max),
      short(goal),
      unit.padEnd(5),
      String(samples).padStart(6),
    ].join('  '),
  );
  const head = [''.padEnd(52), 'median', '   p99', '   max', '  goal', 'unit ', 'samples']
    .map((cell) => cell.padStart(8))
    .join('  ');
  process.stdout.write(`\n${title}\n${head.trimStart().padStart(head.length)}\n${rows.join('\n')}\n`);
  const path = process.env['BENCH_JSON'];
  if (path) {
    const { appendFile } = await import('node:fs/promises');
    await appendFile(path, `${JSON.stringify({ title, figures })}\n`);
  }
}

const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(3)).padStart(8);
