import type { EventPage, LiveEvent } from '../../contract/events.js';

/**
 * The last things that happened, numbered without gaps. Numbers rise across restarts too, because the first one is made
 * from the time of the start: whoever asks for what came after an older number gets all there is.
 *
 * Requests end by the hundred and are no news: they are kept apart, so that they push nothing else out.
 */
export class EventHistory {
  readonly #requests: Tail;
  readonly #news: Tail;
  #nextSeq: number;

  /** @param limit  so many of each sort are kept */
  constructor(startMs: number, limit = 1000) {
    this.#nextSeq = startMs;
    this.#requests = new Tail(limit, startMs - 1);
    this.#news = new Tail(limit, startMs - 1);
  }

  append(event: Omit<LiveEvent, 'seq'>): LiveEvent {
    const numbered = { ...event, seq: this.#nextSeq } as LiveEvent;
    this.#nextSeq += 1;
    (event.type === 'request.finished' ? this.#requests : this.#news).push(numbered);
    return numbered;
  }

  /**
   * What came after `seq`; `gap` when something between has been let go. A number that was not given yet is of an earlier
   * start, under a clock that was ahead: whoever has it gets all there is.
   */
  after(seq: number): EventPage {
    const isAhead = seq >= this.#nextSeq;
    const events = [...this.#news.kept, ...this.#requests.kept]
      .filter((event) => isAhead || event.seq > seq)
      .sort((left, right) => left.seq - right.seq);
    const letGo = Math.max(this.#news.letGoSeq, this.#requests.letGoSeq);
    return { events, next: this.#nextSeq - 1, gap: isAhead || (seq > 0 && seq < letGo) };
  }
}

/** The last events of one sort. */
class Tail {
  #events: LiveEvent[] = [];
  #cutSeq: number;

  constructor(
    private readonly limit: number,
    /** What happened up to here was never held. */
    beforeSeq: number,
  ) {
    this.#cutSeq = beforeSeq;
  }

  push(event: LiveEvent): void {
    this.#events.push(event);
    // Cut in blocks, so that not every event moves the whole list.
    if (this.#events.length < 2 * this.limit) return;
    this.#cutSeq = this.letGoSeq;
    this.#events = this.#events.slice(-this.limit);
  }

  get kept(): readonly LiveEvent[] {
    return this.#events.slice(-this.limit);
  }

  /** The newest that is not kept. */
  get letGoSeq(): number {
    return this.#events.at(-this.limit - 1)?.seq ?? this.#cutSeq;
  }
}
