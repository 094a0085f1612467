import type { EventPage, LiveEvent } from '../../contract/events.js';

/**
 * The last things that happened, numbered without gaps. Numbers rise across restarts too, because the first one is made
 * from the time of the start: whoever asks for what came after an older number gets all there is.
 */
export class EventHistory {
  #events: LiveEvent[] = [];
  #nextSeq: number;

  constructor(
    startMs: number,
    private readonly limit = 1000,
  ) {
    this.#nextSeq = startMs;
  }

  append(event: Omit<LiveEvent, 'seq'>): LiveEvent {
    const numbered = { ...event, seq: this.#nextSeq } as LiveEvent;
    this.#nextSeq += 1;
    this.#events.push(numbered);
    // Cut in blocks, so that not every event moves the whole list.
    if (this.#events.length >= 2 * this.limit) this.#events = this.#events.slice(-this.limit);
    return numbered;
  }

  /**
   * What came after `seq`, at most `limit` events; `gap` when something between has been let go. A number that was not
   * given yet is of an earlier start, under a clock that was ahead: whoever has it gets all there is.
   */
  after(seq: number): EventPage {
    const isAhead = seq >= this.#nextSeq;
    const events = this.#events.slice(-this.limit).filter((event) => isAhead || event.seq > seq);
    const oldest = events[0]?.seq ?? this.#nextSeq;
    return { events, next: this.#nextSeq - 1, gap: isAhead || (seq > 0 && seq + 1 < oldest) };
  }
}
