import { describe, it } from 'vitest';
import { callersLeave, changesUnderStreams, connectionStorm } from './caller-storms.js';

/** The same as in faults/callers.fault.ts, in the size of a coffee cup. */
describe('callers', () => {
  it('that leave before the head end their upstream calls', () => callersLeave(60, 'before the head'));
  it('that leave in the middle of a stream do, too', () => callersLeave(60, 'in the middle'));
  it('that open and tear connections all the time leave nothing behind', () => connectionStorm(200, 10));
  it('with a stream under way see nothing of all that is changed meanwhile', () => changesUnderStreams(30, 5));
});
