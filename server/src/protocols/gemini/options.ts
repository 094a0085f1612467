import type { DroppedFields } from '../neutral/dropped-fields.js';

/** What a request to Gemini depends on beside the neutral request. */
export interface ToGeminiOptions {
  /** The model that will be asked, after mapping: some fields differ between generations. */
  readonly model: string;
  readonly dropped: DroppedFields;
}
