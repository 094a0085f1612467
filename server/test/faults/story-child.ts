import { writeSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { JsonAccountStore } from '../../src/accounts/json-account-store.js';
import { openDataDirectory } from '../../src/config/data-directory.js';
import { oneDay, play } from '../storage-story.js';

/**
 * A process that keeps accounts until it is killed: the data directory and the number of days come on the command
 * line, every acknowledged step goes out as a line at once.
 */
const [root = '', days = '1', warmUps = '0'] = process.argv.slice(2);

const directory = await openDataDirectory(root);

// Faults are aimed at the n-th call of a kind. Loading this program took some of each kind in another thread; after
// these, every count that is aimed at belongs to the thread that does the work.
for (let call = 0; call < Number(warmUps); call += 1) {
  await stat(root);
  const file = await open(root);
  await file.stat();
  await file.close();
}
await stat(`${root}/story-begins`).catch(() => undefined);

const story = Array.from({ length: Number(days) }, (_, day) => oneDay(day)).flat();
const store = new JsonAccountStore(directory, { settleDelaysMs: [] });
const { failure } = await play(store, story, (acknowledged) => writeSync(1, `${acknowledged}\n`));
writeSync(1, `${failure ?? 'played to the end'}\n`);
await directory.close();
