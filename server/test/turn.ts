/**
 * Lets everything happen that can happen without time passing: promises that are settled run their course.
 * Nothing in these tests waits for a real disk or network, so nothing is left to wait for after it.
 */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
