import { createHash, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { applyEdits, isJsonObject, type FieldEdit, type JsonObject } from '../../src/core/accounts/document.js';
import { StorageError } from '../../src/core/errors/storage-error.js';
import {
  AccountStore,
  type OutsideChange,
  type PatchOutcome,
  type StoredAccount,
} from '../../src/core/ports/account-store.js';

/**
 * The account store without a disk. It keeps texts, so that what it hands out is as fresh, and as damaged, as what
 * comes from files; the `outside` methods play the people and programs that edit files.
 */
export class MemoryAccountStore extends AccountStore {
  readonly #texts = new Map<string, string>();
  readonly #listeners = new Set<(change: OutsideChange) => void>();
  #errno: string | undefined;

  constructor(private readonly newId: () => string = randomUUID) {
    super();
  }

  /** From now on every call fails as on a failing disk; `undefined` heals it. */
  failWith(errno: string | undefined): void {
    this.#errno = errno;
  }

  /** The stored text, as an editor would show it. */
  textOf(id: string): string | undefined {
    return this.#texts.get(id);
  }

  outsideWrite(id: string, content: string | JsonObject): void {
    this.#texts.set(id, typeof content === 'string' ? content : write(content));
    this.#tell(id);
  }

  outsideRemove(id: string): void {
    if (this.#texts.delete(id)) this.#tell(id);
  }

  override async list(): Promise<readonly StoredAccount[]> {
    this.#assertWorking();
    return [...this.#texts.keys()].sort().flatMap((id) => this.#stored(id) ?? []);
  }

  override async load(id: string): Promise<StoredAccount | undefined> {
    this.#assertWorking();
    return this.#stored(id);
  }

  override async create(document: JsonObject): Promise<Extract<StoredAccount, { kind: 'readable' }>> {
    this.#assertWorking();
    const id = this.newId();
    if (this.#texts.has(id)) throw failed('EEXIST');
    const text = write(applyEdits({ id, ...document }, [{ path: ['id'], value: id }]));
    this.#texts.set(id, text);
    return { kind: 'readable', id, document: read(text), revision: revisionOf(text) };
  }

  override async patch(
    id: string,
    edits: readonly FieldEdit[],
    options: { readonly expectedRefreshToken?: string | null } = {},
  ): Promise<PatchOutcome> {
    this.#assertWorking();
    const stored = this.#stored(id);
    if (stored === undefined) return { kind: 'missing' };
    if (stored.kind === 'unreadable') return { kind: 'unreadable', reason: stored.reason };
    const { document, revision } = stored;
    const expected = options.expectedRefreshToken;
    if (expected !== undefined && refreshTokenOf(document) !== expected)
      return { kind: 'superseded', document, revision };
    const text = write(applyEdits(document, edits));
    if (isDeepStrictEqual(read(text), document)) return { kind: 'unchanged', document, revision };
    this.#texts.set(id, text);
    return { kind: 'written', document: read(text), revision: revisionOf(text) };
  }

  override async remove(id: string): Promise<boolean> {
    this.#assertWorking();
    return this.#texts.delete(id);
  }

  override async watch(listener: (change: OutsideChange) => void): Promise<() => Promise<void>> {
    this.#listeners.add(listener);
    return async () => {
      this.#listeners.delete(listener);
    };
  }

  #stored(id: string): StoredAccount | undefined {
    const text = this.#texts.get(id);
    if (text === undefined) return undefined;
    try {
      return { kind: 'readable', id, document: read(text), revision: revisionOf(text) };
    } catch {
      return { kind: 'unreadable', id, reason: 'is not valid JSON' };
    }
  }

  #tell(id: string): void {
    const stored = this.#stored(id);
    this.#listeners.forEach((listener) => listener({ id, stored }));
  }

  #assertWorking(): void {
    if (this.#errno !== undefined) throw failed(this.#errno);
  }
}

const write = (document: JsonObject): string => `${JSON.stringify(document, null, 2)}\n`;

const revisionOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const failed = (errno: string): StorageError =>
  new StorageError(`The disk failed (${errno}).`, { cause: undefined, errno });

function read(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (isJsonObject(value)) return value;
  throw new SyntaxError('An account is a JSON object.');
}

function refreshTokenOf(document: JsonObject): string | null {
  const token = document['token'];
  const value = isJsonObject(token) ? token['refresh_token'] : null;
  return typeof value === 'string' ? value : null;
}
