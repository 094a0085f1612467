/** What can be read off at one moment, for monitoring. Names no account. */
export interface GaugeReadings {
  /** How many accounts are in each state. */
  readonly accountsByState: Readonly<Record<string, number>>;
  /** Seconds until the first grant of an OAuth client will probably die, by the client's key; negative once overdue. */
  readonly secondsToPredictedDeath: ReadonlyMap<string, number>;
  /** Models kept back by quota protection, counted once for each account. */
  readonly protectedModels: number;
  /** Cool-downs in force. */
  readonly coolDowns: number;
  /** Accounts whose changes wait for the disk. */
  readonly unsavedChanges: number;
}

/** Reads what others hold, when it is asked for. */
export abstract class Gauges {
  abstract read(): GaugeReadings;
}
