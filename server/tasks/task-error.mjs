/** Something a person has to do; its message says what. Shown without a stack. */
export class TaskError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'TaskError';
  }
}

/**
 * Tells what the task is doing. On stderr, so that stdout holds only what was asked for.
 *
 * @param {string} message
 */
export function say(message) {
  process.stderr.write(`regrant: ${message}\n`);
}

/**
 * Runs a task to its end; a TaskError ends the process with its message, anything else with its stack.
 *
 * @param {() => Promise<unknown>} task
 */
export async function runTask(task) {
  try {
    await task();
  } catch (error) {
    if (error instanceof TaskError) say(error.message);
    else console.error(error);
    process.exit(1);
  }
}
