import { Injectable } from '@nestjs/common';
import { MOST_IMPORT_ITEMS, type ImportRequest, type ImportResult } from '../../contract/http/import.js';
import { AccountRegistry } from '../accounts/account-registry.js';
import { emailKey, type Account } from '../core/accounts/account.js';
import { repeatedItems } from '../core/accounts/import-duplicates.js';
import { readImportItem, type ImportItem } from '../core/accounts/import-items.js';
import { readImportText } from '../core/accounts/import-text.js';
import { ImportUnreadableError } from '../core/errors/account-errors.js';
import { Log } from '../observability/logger.js';
import { AddAccountService } from './add-account.service.js';
import { ImportRun, type Enrol } from './import-run.js';

/** Half of the calls that may be at the token endpoint at once: the other half is for the accounts that are serving. */
const AT_ONCE = 4;

type Verdict = Omit<ImportResult, 'index'>;
type Take = (item: Extract<ImportItem, { kind: 'grant' }>, index: number) => Verdict | Promise<Verdict>;

/** Brings many accounts in, each on its own: what is wrong with one stops no other. */
@Injectable()
export class ImportService {
  constructor(
    private readonly adding: AddAccountService,
    private readonly registry: AccountRegistry,
    private readonly log: Log,
  ) {}

  /**
   * @returns one result per item, in the order of the items
   * @throws ImportUnreadableError when a text holds no list at all
   */
  async import(request: ImportRequest): Promise<ImportResult[]> {
    const items = valuesOf(request).map(readImportItem);
    const repeated = repeatedItems(items);
    const take: Take = request.dry_run ? this.#rehearsal() : this.#performance();
    const verdicts = await inTurns(items, AT_ONCE, async (item, index): Promise<Verdict> => {
      if (item.kind === 'invalid') {
        return { ...emailIn(item), outcome: 'invalid', fault: item.fault, detail: `This item ${item.reason}.` };
      }
      const first = repeated.get(index);
      if (first !== undefined) return { ...emailIn(item), ...sameToken(first) };
      return { ...emailIn(item), ...(await take(item, index)) };
    });
    const results = verdicts.map((verdict, index) => ({ index, ...verdict }));
    this.#tell(results, request.dry_run);
    return results;
  }

  #performance(): Take {
    const run = new ImportRun(this.#enrol);
    return (item, index) => run.take(item, index, (error) => this.log.error(error));
  }

  readonly #enrol: Enrol = async (grant, accept) => {
    const { account, outcome } = await this.adding.add(
      { refresh_token: grant.refreshToken },
      { by: 'import', clientKey: grant.clientKey, template: grant.document, accept },
    );
    return { outcome, email: account.email, account_id: account.id };
  };

  /** Whose a token is, only Google knows; without asking, the file and the accounts here have to do. */
  #rehearsal(): Take {
    const byToken = new Map<string, Account>();
    const byEmail = new Map<string, Account>();
    for (const account of this.registry.accounts()) {
      byEmail.set(emailKey(account.email), account);
      if (account.grant.refreshToken !== null) byToken.set(account.grant.refreshToken, account);
    }
    const listed = new Map<string, number>();
    return ({ refreshToken, email }, index) => {
      const key = email === null ? undefined : emailKey(email);
      const first = key === undefined ? undefined : listed.get(key);
      if (first !== undefined) return samePersonListed(first);
      if (key !== undefined) listed.set(key, index);
      const holder = byToken.get(refreshToken);
      const account = holder ?? (key === undefined ? undefined : byEmail.get(key));
      if (!account) return { outcome: 'would_add' };
      const outcome = holder ? 'would_not_change' : account.disabled ? 'would_reenable' : 'would_update';
      return { outcome, email: account.email, account_id: account.id };
    };
  }

  #tell(results: readonly ImportResult[], isRehearsal: boolean): void {
    if (isRehearsal) return;
    const counts = new Map<string, number>();
    for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    this.log.info(`Import of ${results.length} items ended`, Object.fromEntries(counts));
  }
}

function valuesOf({ items, text }: ImportRequest): readonly unknown[] {
  if (text === undefined) return items ?? [];
  const read = readImportText(text, { maxItems: MOST_IMPORT_ITEMS });
  if (read.kind === 'unreadable') throw new ImportUnreadableError(read.reason);
  return read.items.map(({ value }) => value);
}

/** Runs `work` on all items, `width` at a time; the answers are in the order of the items. */
async function inTurns<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = [];
  const rest = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) answers[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return answers;
}

const emailIn = ({ email }: ImportItem): { readonly email?: string } => (email === null ? {} : { email });

const sameToken = (first: number): Verdict => ({
  outcome: 'duplicate',
  duplicate_of: first,
  detail: `The same refresh token as item ${first + 1}.`,
});

const samePersonListed = (first: number): Verdict => ({
  outcome: 'duplicate',
  duplicate_of: first,
  detail: `The same e-mail as item ${first + 1}.`,
});
