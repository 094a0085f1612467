/**
 * An event without a name. JSON, as it comes out of `JSON.stringify`, is always one line; other text is split at its
 * line ends so that it arrives as it was.
 */
export function sseData(data: string): string {
  return `${dataLines(data)}\n`;
}

/** A named event. `event` is one of ours and has no line ends. */
export function sseEvent(event: string, data: string): string {
  return `event: ${event}\n${dataLines(data)}\n`;
}

/** A comment: keeps a connection alive and is seen by no client. */
export function sseComment(text: string): string {
  return `: ${text.replace(/[\r\n]+/g, ' ')}\n\n`;
}

function dataLines(data: string): string {
  if (!data.includes('\n') && !data.includes('\r')) return `data: ${data}\n`;
  return data
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('');
}
