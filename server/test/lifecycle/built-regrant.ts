import { beforeAll } from 'vitest';
import { buildRegrant } from './regrant-process.js';

/** The program, built once for a file of tests and taken away behind them. Its path is there when they run. */
export function builtRegrant(): { readonly program: string } {
  const built = { program: '' };
  beforeAll(async () => {
    const { program, remove } = await buildRegrant();
    built.program = program;
    return remove;
  });
  return built;
}
