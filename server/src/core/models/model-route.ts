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
 * @see design.md §6
 */
export function routeModel(asked: string, rules: readonly MappingRule[]): ModelRoute {
  const name = asked.replace(/^models\//, '');
  const exact = rules.find(({ from }) => !isWildcard(from) && from === name);
  const found = exact ? { rule: exact, rest: '' } : bestWildcard(name, rules);
  const model = found ? found.rule.to.replace('*', () => found.rest) : name;
  return { model, family: /^claude/i.test(model) ? 'claude' : 'gemini', upstream: found?.rule.upstream };
}

/** Names that callers may ask for beside the upstream's own: what exact rules are made from. */
export function aliases(rules: readonly MappingRule[]): readonly string[] {
  return [...new Set(rules.map(({ from }) => from).filter((from) => !isWildcard(from)))];
}

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
