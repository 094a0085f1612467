/** A row as it stands on the page. */
export interface DrawnRow {
  readonly key: string;
  /** Its place in the order of all rows. */
  readonly index: number;
  /** Pixels from the top of the page. */
  readonly start: number;
  readonly end: number;
}

/**
 * Picks the row that keeps its place on the screen when the order of all rows changes: the first one that begins on it
 * and goes with a row beside it. One that goes alone, such as the account being read when it is sorted to the front,
 * would take the reader along.
 *
 * @param drawn  the rows on the page before the change, in order
 * @param order  ids of all rows after it
 * @param edge  where the screen begins, pixels from the top of the page
 * @returns undefined when nothing of the screen is left; `index` is the place after the change
 */
export function rowToHold(drawn: readonly DrawnRow[], order: readonly string[], edge: number): DrawnRow | undefined {
  const places = new Map(order.map((key, index) => [key, index]));
  const left = drawn.flatMap((row) => {
    const index = places.get(row.key);
    return index === undefined ? [] : [{ row: { ...row, index }, by: index - row.index }];
  });
  const inCompany = left.filter(({ by }, at) => by === left[at - 1]?.by || by === left[at + 1]?.by);
  const held =
    inCompany.find(({ row }) => row.start >= edge) ??
    inCompany.find(({ row }) => row.end > edge) ??
    left.find(({ row }) => row.end > edge);
  return held?.row;
}
