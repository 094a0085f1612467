import { describe, it } from 'vitest';
import { builtRegrant } from '../lifecycle/built-regrant.js';
import { slowStreams } from '../lifecycle/slow-streams.js';

const built = builtRegrant();

describe('slow streams', () => {
  it('two thousand at once: none fails, and those that are left end upstream within a second', () =>
    slowStreams(built.program, 2_000));
});
