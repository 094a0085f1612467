import { isWildcard, matchWildcard } from './wildcard.js';

/** One rule of `models.mapping`: a name, or a pattern with `*`, and the model that is asked instead. */
export interface MappingRule {
  readonly from: string;
  /** A `*` in it stands for what the first `*` of `from` stood for. */
  readonly to: string;
  /** Which of Google's APIs to ask for a Gemini model; absent: the one that the caller's wire belongs to. */
  readonly upstream?: 'gemini' | 'vertex' | undefined;
}

/** Which model is asked, and of whom. */
export interface ModelRoute {
  readonly model: string;
  /** Claude models are served by Vertex AI's Anthropic publisher, and by nobody else. */
  readonly family: 'gemini' | 'claude';
  readonly upstream: 'gemini' | 'vertex' | undefined;
}

/**
 * Decides which model a request for `asked` goes to: an exact rule before a wildcard, of several wildcards the one with
 * the most letters of its own (then the first), and where none fits the name as it is. A target is never mapped again.
 *
 * @param asked  the model's name as the caller gave it; Google's `models/` in front is no part of it
 * @param tables  lists of rules: the first that has a rule for the name decides (a caller key's own, then everybody's)
 * @see design.md §6
 */
export function routeModel(asked: string, ...tables: readonly (readonly MappingRule[])[]): ModelRoute {
  const name = asked.replace(/^models\//, '');
  for (const rules of tables) {
    const exact = rules.find(({ from }) => !isWildcard(from) && from === name);
    const found = exact ? { rule: exact, rest: '' } : bestWildcard(name, rules);
    if (found)
      return straightTo(
        found.rule.to.replace('*', () => found.rest),
        found.rule.upstream,
      );
  }
  return straightTo(name);
}

/** The route to a model that is named by a setting: no rule is looked at. */
export function straightTo(model: string, upstream?: 'gemini' | 'vertex'): ModelRoute {
  return { model, family: isClaude(model) ? 'claude' : 'gemini', upstream };
}

/** Names that callers may ask for beside the upstream's own: what exact rules are made from. */
export function aliases(...tables: readonly (readonly MappingRule[])[]): readonly string[] {
  const names = tables.flat().map(({ from }) => from);
  return [...new Set(names.filter((from) => !isWildcard(from)))];
}

const isClaude = (model: string): boolean => /^claude/i.test(model);

function bestWildcard(
  name: string,
  rules: readonly MappingRule[],
): { readonly rule: MappingRule; readonly rest: string } | undefined {
  let best: { readonly rule: MappingRule; readonly rest: string; readonly letters: number } | undefined;
  for (const rule of rules) {
    if (!isWildcard(rule.from)) continue;
    const rest = matchWildcard(rule.from, name);
    const letters = rule.from.replaceAll('*', '').length;
    if (rest !== undefined && letters > (best?.letters ?? -1)) best = { rule, rest, letters };
  }
  return best;
}
