import { prepareReplacement, type Replacement } from '../config/durable-write.js';
import type { FileSystem } from '../config/file-system.js';
import type { FieldEdit } from '../core/accounts/document.js';
import { StorageError } from '../core/errors/storage-error.js';
import type { PatchOutcome } from '../core/ports/account-store.js';
import { editedAccountText, revisionOf, storedRefreshToken, type AccountFile } from './account-file.js';
import type { AccountHome } from './account-home.js';
import type { AccountReader } from './account-reader.js';
import type { AccountText } from './edit-account-text.js';
import type { SealedTokens } from './sealed-tokens.js';
import type { SeenFiles } from './seen-files.js';
import type { Slots } from './slots.js';
import type { TroubleListener } from './store-trouble.js';

/** How often a write starts again because somebody else changed the file meanwhile. */
const MAX_COLLISIONS = 50;

export interface AccountPatcherParts {
  readonly home: AccountHome;
  readonly reader: AccountReader;
  readonly tokens: SealedTokens;
  readonly fileSystem: FileSystem;
  readonly seen: SeenFiles;
  /** Accounts whose last write failed: what is seen of them may not outlive a power cut. */
  readonly unsure: Set<string>;
  readonly writes: Slots;
  /** The file, as it now is, holds what others changed. */
  readonly onOutsideChange: (id: string, file: Pick<ReadableFile, 'document' | 'revision'>) => void;
  readonly onTrouble: TroubleListener;
}

type ReadableFile = Extract<AccountFile, { kind: 'readable' }>;

export interface Patch {
  readonly edits: readonly FieldEdit[];
  readonly expectedRefreshToken?: string | null;
}

/** A text to change that is not the one in place, because a change of ours replaced it just when it was written. */
interface Base {
  readonly file: ReadableFile;
  /** What we put in its place. */
  readonly standing: string;
  /** Holds the file itself until the change is made in its text. */
  readonly replacement: Replacement;
}

/** Somebody else wrote meanwhile. */
interface Again {
  readonly kind: 'again';
  readonly base?: Base;
}

/** A file that was replaced by ours, moved aside. */
interface Displaced {
  readonly path: string;
  readonly replacement: Replacement;
}

/**
 * Changes fields of an account file that others may change at the same instant. The caller sees to it that one account
 * is patched by one call at a time.
 */
export class AccountPatcher {
  constructor(private readonly parts: AccountPatcherParts) {}

  async patch(id: string, patch: Patch): Promise<PatchOutcome> {
    let base: Base | undefined;
    try {
      for (let collisions = 0; collisions < MAX_COLLISIONS; collisions += 1) {
        const attempt = await this.#tryPatch(id, patch, base);
        await base?.replacement.discard();
        if (attempt.kind !== 'again') return attempt;
        base = attempt.base;
      }
      throw new StorageError(`${id}.json is being rewritten by another program without a pause.`, {
        cause: undefined,
        errno: 'EBUSY',
      });
    } catch (error) {
      if (base !== undefined) await this.#putBack(id, base);
      throw error;
    }
  }

  async #tryPatch(id: string, { edits, expectedRefreshToken }: Patch, base?: Base): Promise<PatchOutcome | Again> {
    const { reader, tokens, seen, unsure } = this.parts;
    const file = base?.file ?? (await reader.readSettled(id));
    if (file.kind === 'missing') return file;
    if (file.kind === 'unreadable') {
      await reader.keepDamaged(id, file);
      return { kind: 'unreadable', reason: file.reason };
    }
    const isOutside = base !== undefined || !seen.isKnown(id, file);
    const isSuperseded =
      expectedRefreshToken !== undefined && storedRefreshToken(file.document) !== expectedRefreshToken;
    const after = isSuperseded ? file : editedAccountText(file, edits, { id, tokens });
    const isAsWanted = after.text === file.text && base === undefined;
    if (isAsWanted && (isSuperseded || !unsure.has(id))) {
      if (isOutside) this.parts.onOutsideChange(id, file);
      return { kind: isSuperseded ? 'superseded' : 'unchanged', document: file.document, revision: file.revision };
    }
    const again = await this.#replace(id, base?.standing ?? file.revision, after);
    if (again !== undefined) return again;
    const written = { document: after.document, revision: revisionOf(after.text) };
    // What others changed before is in the new text; whoever watches learns of it now.
    if (isOutside) this.parts.onOutsideChange(id, written);
    return { kind: isSuperseded ? 'superseded' : 'written', ...written };
  }

  /** Writes over the file of the given revision; when somebody else's work stood there instead, it is not lost. */
  async #replace(id: string, standing: string, after: AccountText): Promise<Again | undefined> {
    const { reader, seen, unsure, writes } = this.parts;
    const displaced = await writes.run(() => this.#putInPlace(id, standing, after));
    if (displaced === 'collision') return { kind: 'again' };
    const revision = revisionOf(after.text);
    seen.rememberOwn(id, revision);
    if (displaced !== undefined) {
      const { replacement } = displaced;
      const file = await this.#readDisplaced(id, displaced);
      if (file.kind === 'readable' && file.revision !== standing) {
        // Written between our last look and the exchange: theirs is the newer text, to make the change in.
        return { kind: 'again', base: { file, standing: revision, replacement } };
      }
      await reader.keepDamaged(id, file);
      await replacement.discard();
    }
    unsure.delete(id);
    return undefined;
  }

  async #putInPlace(id: string, standing: string, after: AccountText): Promise<Displaced | 'collision' | undefined> {
    const { home, fileSystem, seen, unsure } = this.parts;
    const replacement = await prepareReplacement(home.fileOf(id), after.text, { fileSystem });
    // Only now, because the sync took its time.
    if (!(await this.#isStill(id, standing, replacement))) return 'collision';
    seen.expectOwn(id, revisionOf(after.text));
    unsure.add(id);
    return this.#exchange(replacement);
  }

  /** @returns the replaced file; undefined when the file system could only write over it */
  async #exchange(replacement: Replacement): Promise<Displaced | 'collision' | undefined> {
    try {
      const path = await replacement.exchange();
      if (path !== undefined) return { path, replacement };
      await replacement.commit();
      return undefined;
    } catch (error) {
      // Somebody removed the file; the next look tells whether that is so.
      if (error instanceof StorageError && error.details['errno'] === 'ENOENT') return 'collision';
      throw error;
    }
  }

  /** Whoever was writing into the replaced file is waited for, as for any file. */
  async #readDisplaced(id: string, { path, replacement }: Displaced): Promise<AccountFile> {
    try {
      return await this.parts.reader.readSettledAt(id, path);
    } catch (error) {
      await replacement.discard();
      throw error;
    }
  }

  /** Our change failed after it took the place of somebody's newer text, so theirs has to come back. */
  async #putBack(id: string, { standing, replacement }: Base): Promise<void> {
    try {
      if (await this.#isStill(id, standing, replacement)) await replacement.commit();
    } catch (cause) {
      const message = `A change made to ${id}.json by another program could not be kept; make it again.`;
      this.parts.onTrouble({ kind: 'change-lost', message, cause });
    }
  }

  async #isStill(id: string, revision: string, replacement: Replacement): Promise<boolean> {
    let isStill = false;
    try {
      const now = await this.parts.reader.read(id);
      isStill = now.kind === 'readable' && now.revision === revision;
    } finally {
      if (!isStill) await replacement.discard();
    }
    return isStill;
  }
}
