/** The system's name of a failed call's error, for example `ENOSPC`; `UNKNOWN` when it has none. */
export function errnoOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** An error with a system's name, for what a system call would call a failure. */
export const systemError = (code: string, message = code): Error => Object.assign(new Error(message), { code });
