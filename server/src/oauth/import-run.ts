import type { ImportResult } from '../../contract/http/import.js';
import type { ImportItem } from '../core/accounts/import-items.js';
import type { RegrantError } from '../core/errors/regrant-error.js';
import type { Identity } from '../core/ports/userinfo.js';
import { isObstacle, isSilence, verdictOf } from './import-verdict.js';

type Grant = Extract<ImportItem, { kind: 'grant' }>;
type Verdict = Omit<ImportResult, 'index'>;

/** After this many items in a row without an answer, Google is away, and the rest would only wait for it. */
const SILENCES = 8;

/** An item of this list came first with the same person. */
class SamePersonError extends Error {
  constructor(readonly index: number) {
    super('The same person has come up in this import already.');
  }
}

/** Proves a grant and enrols it; `accept` is told whose it is, and may throw. */
export type Enrol = (grant: Grant, accept: (identity: Identity) => void) => Promise<Verdict>;

/** What the items of one import have to know of one another. */
export class ImportRun {
  /** Google's `sub` → index of the item that brought this person. */
  readonly #people = new Map<string, number>();
  #silences = 0;
  #obstacle: RegrantError | undefined;

  constructor(private readonly enrol: Enrol) {}

  /** Never rejects, unless with what is no error of ours; that is a failure of this one item too. */
  async take(grant: Grant, index: number, onUnexpected: (error: unknown) => void): Promise<Verdict> {
    if (this.#obstacle) return notAsked(this.#obstacle);
    let sub: string | undefined;
    try {
      const verdict = await this.enrol(grant, (identity) => {
        const first = this.#people.get(identity.sub);
        if (first !== undefined) throw new SamePersonError(first);
        this.#people.set(identity.sub, index);
        sub = identity.sub;
      });
      this.#silences = 0;
      return verdict;
    } catch (error) {
      // This one is not enrolled: another token of the same person may be.
      if (sub !== undefined) this.#people.delete(sub);
      if (error instanceof SamePersonError) return samePerson(error.index);
      this.#notice(error);
      const verdict = verdictOf(error);
      if (verdict.code === 'server.internal') onUnexpected(error);
      return verdict;
    }
  }

  #notice(error: unknown): void {
    this.#silences = isSilence(error) ? this.#silences + 1 : 0;
    if (isObstacle(error) || (isSilence(error) && this.#silences >= SILENCES)) this.#obstacle = error;
  }
}

const samePerson = (first: number): Verdict => ({
  outcome: 'duplicate',
  duplicate_of: first,
  detail: `The same person as item ${first + 1}; the grant of that one was taken.`,
});

function notAsked(obstacle: RegrantError): Verdict {
  const { code, message, hint } = obstacle;
  return { outcome: 'failed', code, detail: `Google was not asked any more, after: ${message}`, hint };
}
