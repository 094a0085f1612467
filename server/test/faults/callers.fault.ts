import { describe, it } from 'vitest';
import { callersLeave, changesUnderStreams, connectionStorm } from '../caller-storms.js';

const LONG = { timeout: 10 * 60_000 };

describe('callers, a thousand of them', () => {
  it('that leave before the head end their upstream calls', LONG, () => callersLeave(1_000, 'before the head'));
  it('that leave in the middle of a stream do, too', LONG, () => callersLeave(1_000, 'in the middle'));
  it('that open and tear connections all the time leave nothing behind', LONG, () => connectionStorm(30_000, 50));
  it('with a stream under way see nothing of all that is changed meanwhile', LONG, () => changesUnderStreams(200, 100));
});
