import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonAccountStore } from '../src/accounts/json-account-store.js';
import { startingFileSystem } from '../src/config/starting-file-system.js';
import { describeAccountStore } from './account-store.suite.js';
import { MemoryAccountStore } from './fakes/memory-account-store.js';
import { openTemporaryDirectory } from './temporary-data-directory.js';

describeAccountStore('MemoryAccountStore', async () => {
  const store = new MemoryAccountStore();
  return {
    store,
    reopen: () => store,
    outsideWrite: async (id, text) => store.outsideWrite(id, text),
    outsideRemove: async (id) => store.outsideRemove(id),
    close: async () => undefined,
  };
});

describeAccountStore('JsonAccountStore', async () => {
  const directory = await openTemporaryDirectory();
  return {
    store: new JsonAccountStore(directory),
    reopen: () => new JsonAccountStore(directory),
    outsideWrite: (id, text) => writeFile(join(directory.accounts, `${id}.json`), text),
    outsideRemove: (id) => rm(join(directory.accounts, `${id}.json`)),
    close: directory.dispose,
  };
});

describeAccountStore('JsonAccountStore while Regrant starts', async () => {
  const directory = await openTemporaryDirectory();
  const open = () => new JsonAccountStore(directory, { fileSystem: startingFileSystem });
  return {
    store: open(),
    reopen: open,
    outsideWrite: (id, text) => writeFile(join(directory.accounts, `${id}.json`), text),
    outsideRemove: (id) => rm(join(directory.accounts, `${id}.json`)),
    close: directory.dispose,
  };
});
