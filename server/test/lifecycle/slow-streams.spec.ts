import { beforeAll, describe, it } from 'vitest';
import { buildRegrant } from './regrant-process.js';
import { slowStreams } from './slow-streams.js';

let program: string;
beforeAll(async () => {
  const built = await buildRegrant();
  program = built.program;
  return built.remove;
});

/** The same with two thousand in faults/slow-streams.fault.ts. */
describe('slow streams', () => {
  it('two hundred at once: none fails, and those that are left end upstream within a second', () =>
    slowStreams(program, 200));
});
