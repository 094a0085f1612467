/** What ends a server-sent event, whichever line end its sender uses. */
const BLANK_LINE = /\r\n\r\n|\n\n|\r\r/;

/** Reads the data of each server-sent event of a body, as it arrives; what is not JSON (`[DONE]`) is left out. */
export async function* readEventData(body: ReadableStream<Uint8Array>): AsyncGenerator {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += value ?? '';
      const events = rest.split(BLANK_LINE);
      // The last piece may go on in the next chunk; at the end it is whole, even without its blank line.
      rest = done ? '' : (events.pop() ?? '');
      for (const event of events) yield* parseData(event);
      if (done) return;
    }
  } finally {
    // Whoever stops reading early lets the server know.
    await reader.cancel().catch(() => undefined);
  }
}

function* parseData(event: string): Generator {
  const data = event
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).replace(/^ /, ''))
    .join('\n');
  const parsed = parseJson(data);
  if (parsed !== undefined) yield parsed;
}

/** @returns undefined for what is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
