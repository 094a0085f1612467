import type { z } from 'zod';
import type { Path } from './path.js';
import { RequestError } from './request-error.js';

/** How many levels of arrays and objects a request may have; `JSON.stringify` would overflow the stack at a few thousand. */
export const MAX_DEPTH = 256;

/**
 * Parses one field of a request. Requests are read field by field, list items one at a time, so that the first mistake
 * ends the work: a million wrong items cost as much as one.
 *
 * @throws RequestError with the path of the innermost mistake
 */
export function parseField<S extends z.ZodType>(schema: S, value: unknown, path: Path): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = deepestIssue(result.error.issues);
  throw new RequestError([...path, ...issue.path], issue.message);
}

interface Issue {
  readonly path: Path;
  readonly message: string;
}

/** In a union every branch complains; the one that got furthest into the value is the one that was meant. */
function deepestIssue(issues: readonly z.core.$ZodIssue[]): Issue {
  let best: Issue | undefined;
  for (const issue of issues) {
    const own = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
    let found: Issue = { path: own, message: issue.message };
    if (issue.code === 'invalid_union') {
      for (const branch of issue.errors) {
        const inner = branch.length > 0 ? deepestIssue(branch) : undefined;
        if (inner && inner.path.length > 0 && own.length + inner.path.length > found.path.length) {
          found = { path: [...own, ...inner.path], message: inner.message };
        }
      }
    }
    if (!best || found.path.length > best.path.length) best = found;
  }
  return best ?? { path: [], message: 'Invalid value' };
}

/**
 * Refuses what is nested so deeply that writing it again would exhaust the stack. Walks without recursion.
 *
 * @throws RequestError with the path of the first level that is too deep (shortened)
 */
export function assertDepth(value: unknown, path: Path, maxDepth: number = MAX_DEPTH): void {
  if (typeof value !== 'object' || value === null) return;
  let level: object[] = [value];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw new RequestError(path, `Nested deeper than ${maxDepth} levels`);
    const next: object[] = [];
    for (const held of level) {
      for (const key in held) {
        const inner = (held as Record<string, unknown>)[key];
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
}
