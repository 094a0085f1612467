import { constants } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exportAnswerSchema, type ExportAnswer } from '../../contract/http/import.js';
import { errnoOf } from '../config/errno.js';
import { CommandError } from './command-error.js';
import type { Command } from './command-line.js';
import { withRegrant } from './reach-regrant.js';
import type { Surroundings } from './surroundings.js';

/** @returns the exit code: 1 when an account could not be exported */
export async function runExport(
  { path, ids, settings }: Extract<Command, { kind: 'export' }>,
  around: Surroundings,
): Promise<number> {
  const target = resolve(around.folder, path);
  const file = await create(target, path);
  const exported = await fill(file, () =>
    withRegrant(settings, around, (api) =>
      api.post('/api/accounts/export', { ...(ids && { ids }), token: api.adminToken }, exportAnswerSchema),
    ),
  ).catch(async (error: unknown) => {
    // What is in it is no export; it is ours to remove, because it was not there before.
    await unlink(target);
    throw error;
  });
  for (const { id, reason } of exported.skipped) around.stderr.write(`Left out: account ${id}, its file ${reason}\n`);
  around.stdout.write(
    `Accounts exported: ${exported.accounts.length}. Whoever has this file can use them: keep it safe.\n`,
  );
  return exported.skipped.length === 0 ? 0 : 1;
}

async function fill(file: FileHandle, load: () => Promise<ExportAnswer>): Promise<ExportAnswer> {
  try {
    const answer = await load();
    await file.writeFile(`${JSON.stringify({ accounts: answer.accounts }, null, 2)}\n`);
    await file.sync();
    return answer;
  } finally {
    await file.close();
  }
}

/** Private from the first moment, and never in the place of anything. */
async function create(target: string, asGiven: string): Promise<FileHandle> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  try {
    return await open(target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') {
      throw new CommandError(`${asGiven} is there already.`, 'Name a file that does not exist yet.', { cause });
    }
    throw new CommandError(`${asGiven} cannot be written (${errnoOf(cause)}).`, 'Name another place.', { cause });
  }
}
