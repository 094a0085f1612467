/** How often each bucket was hit; the buckets that were not are absent. Can be added up and kept as JSON. */
export type LatencyHistogram = Readonly<Record<string, number>>;

/** Buckets to each doubling: neighbours are 9 % apart, so that a percentile is off by no more than half of that. */
const PER_DOUBLING = 8;
/** Everything below is the first bucket, milliseconds. */
const SMALLEST_MS = 0.125;

/** The bucket of a duration. */
export const bucketOf = (ms: number): number =>
  Math.max(0, Math.round(Math.log2(Math.max(ms, SMALLEST_MS) / SMALLEST_MS) * PER_DOUBLING));

const middleOf = (bucket: number): number => SMALLEST_MS * 2 ** (bucket / PER_DOUBLING);

/** Both together. */
export function addHistograms(left: LatencyHistogram, right: LatencyHistogram): LatencyHistogram {
  const sum: Record<string, number> = { ...left };
  for (const [bucket, count] of Object.entries(right)) sum[bucket] = (sum[bucket] ?? 0) + count;
  return sum;
}

/**
 * The duration that the given share of all stayed at or below, milliseconds, within 5 %; null of nothing.
 *
 * @param share  0 to 1, for example 0.95
 */
export function percentileOf(histogram: LatencyHistogram, share: number): number | null {
  const counts = Object.entries(histogram)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .sort((left, right) => left.bucket - right.bucket);
  const wanted = share * counts.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  for (const { bucket, count } of counts) {
    seen += count;
    if (seen >= wanted) return middleOf(bucket);
  }
  return null;
}
