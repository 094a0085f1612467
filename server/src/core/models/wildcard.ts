/**
 * Whether a name fits a pattern in which `*` stands for any number of characters and everything else for itself. Takes
 * one pass and builds no regular expression, so that no pattern can be slow or mean more than it says.
 *
 * @returns what the first `*` stands for (the shortest that fits; '' when the pattern has none), or undefined when it does not fit
 */
export function matchWildcard(pattern: string, name: string): string | undefined {
  const [head = '', ...pieces] = pattern.split('*');
  if (pieces.length === 0) return pattern === name ? '' : undefined;
  const tail = pieces.pop() ?? '';
  const end = name.length - tail.length;
  if (!name.startsWith(head) || !name.endsWith(tail) || end < head.length) return undefined;
  let position = head.length;
  let firstEnds: number | undefined;
  for (const piece of pieces) {
    const found = name.indexOf(piece, position);
    if (found === -1 || found + piece.length > end) return undefined;
    firstEnds ??= found;
    position = found + piece.length;
  }
  return name.slice(head.length, firstEnds ?? end);
}

/** Whether a pattern is one, and not a name. */
export const isWildcard = (pattern: string): boolean => pattern.includes('*');
