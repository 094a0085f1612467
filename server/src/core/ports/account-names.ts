/** What people call accounts, for those who know them by id only. */
export abstract class AccountNames {
  /** Null when there is no such account any more. */
  abstract emailOf(id: string): string | null;
}
