import type { ThinkingConfig, ThinkingEffort } from '../neutral/request.js';

/** Efforts as token budgets, for models that take budgets. */
const BUDGETS: Readonly<Record<Exclude<ThinkingEffort, 'none'>, number>> = {
  minimal: 1_024,
  low: 4_096,
  medium: 8_192,
  high: 16_384,
  xhigh: 32_000,
  max: 32_000,
};

const EFFORTS: Readonly<Record<Exclude<ThinkingEffort, 'none'>, string>> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'max',
};

/** How to ask Claude to think. */
export interface ClaudeThinking {
  readonly thinking: object | undefined;
  readonly effort: string | undefined;
  /** Tokens that must fit into `max_tokens` besides the answer. */
  readonly budgetTokens: number;
  readonly enabled: boolean;
}

/** From Claude 4.6 on models decide themselves how long to think, guided by an effort. */
function isAdaptive(model: string): boolean {
  const match = /claude-(?:[a-z]+-)?(\d+)(?:-(\d{1,2}))?(?!\d)/.exec(model);
  const major = Number(match?.[1] ?? 5);
  const minor = Number(match?.[2] ?? 0);
  return major > 4 || (major === 4 && minor >= 6);
}

/**
 * @param model  the model that will be asked, after mapping
 * @see https://platform.claude.com/docs/en/build-with-claude/extended-thinking and …/adaptive-thinking (read 2026-11-20)
 */
export function claudeThinking(config: ThinkingConfig | undefined, model: string): ClaudeThinking {
  const off = { thinking: undefined, effort: undefined, budgetTokens: 0, enabled: false };
  if (!config) return off;
  const { effort, budgetTokens } = config;
  if (effort === 'none' || budgetTokens === 0) return { ...off, thinking: { type: 'disabled' } };
  if (isAdaptive(model)) {
    const display = config.includeThoughts ? 'summarized' : 'omitted';
    return { ...off, thinking: { type: 'adaptive', display }, effort: effort && EFFORTS[effort], enabled: true };
  }
  const budget =
    budgetTokens !== undefined && budgetTokens > 0 ? Math.max(1_024, budgetTokens) : BUDGETS[effort ?? 'medium'];
  return { ...off, thinking: { type: 'enabled', budget_tokens: budget }, budgetTokens: budget, enabled: true };
}
