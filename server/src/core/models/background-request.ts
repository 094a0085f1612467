/** What can be told of a request without looking at its words. */
export interface RequestOutline {
  /** As the caller named it. */
  readonly model: string;
  /** The longest answer that is wanted, in tokens; undefined where the caller set no limit. */
  readonly maxOutputTokens: number | undefined;
  /** The caller offers tools, or the provider's own search. */
  readonly offersTools: boolean;
  /** The caller asks for thinking. */
  readonly wantsThinking: boolean;
  /** The model has spoken before: this is a conversation that somebody is in. */
  readonly hasAnswers: boolean;
}

/** A title, a topic or a yes fits in; an answer that a person reads does not. */
const MOST_BACKGROUND_TOKENS = 100;

/** How makers mark their small models, each as a word of its own: `gemini` is no `mini`. */
const SMALL = /(?:^|[-._:/@])(?:haiku|mini|nano|lite)(?:$|[-._:/@])/i;

/**
 * Whether a request is one that clients make by themselves, beside what their user waits for: a title for the session, a
 * topic, the summary of a page, a probe whether the quota lasts. Nothing in a request says so, so this goes by signs, and
 * takes a request for a person's own unless all of them are there:
 *
 * - No tools are offered. An agent at work offers them in every turn; Claude Code's, OpenCode's and Gemini CLI's side
 *   requests never do.
 * - No thinking is asked for.
 * - The model has not spoken yet. So neither a chat nor the compaction of one is ever downgraded.
 * - The model that is asked is a small one by its name (`haiku`, `mini`, `nano`, `lite`: what these clients keep for side
 *   requests), or the answer may have {@link MOST_BACKGROUND_TOKENS} tokens at most (Claude Code's probe asks for 1).
 *
 * Words of the prompt are never looked at: they change with every release of a client, and in any language.
 */
export function isBackgroundRequest(request: RequestOutline): boolean {
  if (request.offersTools || request.wantsThinking || request.hasAnswers) return false;
  const isShort = request.maxOutputTokens !== undefined && request.maxOutputTokens <= MOST_BACKGROUND_TOKENS;
  return isShort || SMALL.test(request.model);
}
