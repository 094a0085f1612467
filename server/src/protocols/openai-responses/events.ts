/** One event of the stream, before it has its number. */
export interface ResponsesEvent {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Takes what an item has to say. */
export type Emit = (event: ResponsesEvent) => void;
