import type { Account } from '../accounts/account.js';
import type { Forecast } from '../grants/forecast.js';
import type { QuotaStanding } from '../usage/quota-standing.js';

/** How one quota of an account stands for one model. */
export interface ModelQuota extends QuotaStanding {
  readonly model: string;
  readonly isProtected: boolean;
}

/** What the pool knows of an account that its file does not say. */
export abstract class Serving {
  /** Nothing can be served by it now, though nobody has switched it off. */
  abstract isCooling(id: string): boolean;

  /** Cool-downs in force, of all accounts and models. */
  abstract coolDowns(): number;

  /** When its grant will probably die, unix seconds; null when nothing points to an end. */
  abstract forecast(account: Account): Forecast | null;

  /** How its known quotas stand, those with the least left first, so many at most. */
  abstract quotas(account: Account, most: number): readonly ModelQuota[];
}
