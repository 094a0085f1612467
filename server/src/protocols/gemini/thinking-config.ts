import type { ThinkingConfig, ThinkingEffort } from '../neutral/request.js';
import type { GeminiThinkingConfig } from './request.js';

/**
 * Efforts as token budgets, for models before Gemini 3.
 *
 * @see https://ai.google.dev/gemini-api/docs/openai#thinking (read 2026-11-20): low 1,024, medium 8,192, high 24,576
 */
const BUDGETS: Readonly<Record<ThinkingEffort, number>> = {
  none: 0,
  minimal: 1_024,
  low: 1_024,
  medium: 8_192,
  high: 24_576,
  xhigh: 24_576,
  max: 24_576,
};

/**
 * Efforts as levels, for Gemini 3 and later, which take levels instead of budgets. `none` becomes the least they know:
 * they cannot stop thinking. The Pro models know `low` and `high` for certain, so the ends are spelled with those.
 *
 * @see https://ai.google.dev/gemini-api/docs/thinking#levels (read 2026-11-20)
 */
const LEVELS: Readonly<Record<ThinkingEffort, NonNullable<GeminiThinkingConfig['thinkingLevel']>>> = {
  none: 'minimal',
  minimal: 'minimal',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
};

/** The major version in a Gemini model's name; undefined for other models and for `gemini-flash-latest`. */
export function geminiMajorVersion(model: string): number | undefined {
  const match = /gemini-(\d+)/.exec(model);
  return match ? Number(match[1]) : undefined;
}

/** Models before 2.5 do not think, and refuse to be told how. */
export function geminiThinks(model: string): boolean {
  return !/gemini-(1|2\.0)|gemma|imagen/.test(model);
}

/** @param model  the model that will be asked, after mapping */
export function geminiThinkingConfig(thinking: ThinkingConfig, model: string): GeminiThinkingConfig {
  const includeThoughts = thinking.includeThoughts;
  if (thinking.budgetTokens !== undefined) {
    return { includeThoughts, thinkingBudget: Math.min(thinking.budgetTokens, maxBudget(model)) };
  }
  if (thinking.effort === undefined) return { includeThoughts };
  const version = geminiMajorVersion(model);
  if (version !== undefined && version < 3) {
    return { includeThoughts, thinkingBudget: budget(thinking.effort, model) };
  }
  return { includeThoughts, thinkingLevel: level(thinking.effort, model) };
}

/** @see https://ai.google.dev/gemini-api/docs/thinking#set-budget (read 2026-11-20) */
function maxBudget(model: string): number {
  return model.includes('pro') ? 32_768 : 24_576;
}

/** 2.5 Pro cannot stop thinking; its least is 128 tokens. */
function budget(effort: ThinkingEffort, model: string): number {
  return effort === 'none' && model.includes('pro') ? 128 : BUDGETS[effort];
}

/** The Pro models have no `minimal`; `gemini-3-pro` has no `medium` either, later ones do. */
function level(effort: ThinkingEffort, model: string): NonNullable<GeminiThinkingConfig['thinkingLevel']> {
  const wanted = LEVELS[effort];
  if (!model.includes('pro')) return wanted;
  if (wanted === 'minimal') return 'low';
  return wanted === 'medium' && model.includes('gemini-3-pro') ? 'high' : wanted;
}
