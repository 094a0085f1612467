interface CoalescedOptions {
  /** How long to gather requests before running, in milliseconds. */
  readonly delayMs?: number;
  /** How long to wait before trying again after a failure, in milliseconds. */
  readonly retryMs?: number;
}

/** Many requests, few runs; see {@link coalesce}. */
export interface Coalesced {
  /** Asks for a run. One that is already waiting serves this request as well. */
  request(): void;
  /** Drops what is waiting. A run under way ends, without another after it. */
  cancel(): void;
}

/**
 * Merges bursts of requests into few runs, and loses none: a request that comes while a run is under way
 * causes another run after it, because that run may have read the state of before. A failed run is repeated.
 */
export function coalesce(run: () => Promise<unknown>, options: CoalescedOptions = {}): Coalesced {
  const { delayMs = 40, retryMs = 2000 } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  /** Rises with every cancel: what began before one does not go on after it. */
  let generation = 0;

  function schedule(afterMs: number): void {
    timer ??= setTimeout(() => void start(), afterMs);
  }

  async function start(): Promise<void> {
    timer = undefined;
    running = true;
    again = false;
    const mine = generation;
    const failed = await run().then(
      () => false,
      () => true,
    );
    running = false;
    if (askedMeanwhile()) schedule(delayMs);
    else if (failed && mine === generation) schedule(retryMs);
  }

  /** A function, because the compiler does not see that `again` changes during the run. */
  function askedMeanwhile(): boolean {
    return again;
  }

  return {
    request() {
      if (running) again = true;
      else schedule(delayMs);
    },
    cancel() {
      generation += 1;
      again = false;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
