import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataDirectory, type DataDirectory } from '../src/config/data-directory.js';

/** A data directory on the real disk that is gone after `dispose`. */
export interface TemporaryDataDirectory extends DataDirectory {
  dispose(): Promise<void>;
}

export async function openTemporaryDirectory(): Promise<TemporaryDataDirectory> {
  const root = await mkdtemp(join(tmpdir(), 'regrant-test-'));
  const directory = await openDataDirectory(root);
  return {
    ...directory,
    async dispose() {
      await directory.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
