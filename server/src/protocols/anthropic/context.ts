import type { TranslationContext } from '../neutral/context.js';
import type { AnthropicVersion } from './version.js';

/** What this wire needs beside the usual. */
export interface AnthropicContext extends TranslationContext {
  readonly version: AnthropicVersion;
}
