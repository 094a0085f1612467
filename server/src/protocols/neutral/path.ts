/** Where in a request's JSON something is: keys and array indexes from the root. */
export type Path = readonly (string | number)[];

/** `['messages', 0, 'content']` → `messages[0].content`, as the OpenAI and Google wires write it. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** `['messages', 0, 'content']` → `messages.0.content`, as the Anthropic wire writes it. */
export function formatDottedPath(path: Path): string {
  return path.join('.');
}
