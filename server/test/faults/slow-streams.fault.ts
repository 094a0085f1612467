import { beforeAll, describe, it } from 'vitest';
import { buildRegrant } from '../lifecycle/regrant-process.js';
import { slowStreams } from '../lifecycle/slow-streams.js';

let program: string;
beforeAll(async () => {
  const built = await buildRegrant();
  program = built.program;
  return built.remove;
});

describe('slow streams', () => {
  it('two thousand at once: none fails, and those that are left end upstream within a second', () =>
    slowStreams(program, 2_000));
});
