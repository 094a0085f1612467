import type { DroppedFields } from './dropped-fields.js';
import type { SignatureStore } from './signature-store.js';

/** Makes a fresh id: the prefix, then letters and digits only. */
export type NewId = (prefix: string) => string;

/** What a translation needs from outside, made per request. */
export interface TranslationContext {
  readonly newId: NewId;
  readonly signatures: SignatureStore;
  readonly dropped: DroppedFields;
}
