import type { Account } from '../accounts/account.js';
import type { Forecast } from '../grants/forecast.js';

/** What the pool knows of an account that its file does not say. */
export abstract class Serving {
  /** Nothing can be served by it now, though nobody has switched it off. */
  abstract isCooling(id: string): boolean;

  /** When its grant will probably die, unix seconds; null when nothing points to an end. */
  abstract forecast(account: Account): Forecast | null;
}
