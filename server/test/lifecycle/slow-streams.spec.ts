import { describe, it } from 'vitest';
import { builtRegrant } from './built-regrant.js';
import { slowStreams } from './slow-streams.js';

const built = builtRegrant();

/** The same with two thousand in faults/slow-streams.fault.ts. */
describe('slow streams', () => {
  it('two hundred at once: none fails, and those that are left end upstream within a second', () =>
    slowStreams(built.program, 200));
});
