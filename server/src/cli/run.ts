import { RegrantError } from '../core/errors/regrant-error.js';
import { CommandError } from './command-error.js';
import { parseCommandLine, USAGE } from './command-line.js';
import { runChangeKey, runDecrypt } from './encryption-commands.js';
import { runExport } from './export-command.js';
import { runImport } from './import-command.js';
import type { Surroundings } from './surroundings.js';

/**
 * Runs one command.
 *
 * @param argv  without node and script
 * @returns the exit code: 0 when all was done, 1 when not, 2 when it was not understood
 */
export async function runCommand(argv: readonly string[], around: Surroundings): Promise<number> {
  const command = parseCommandLine(argv);
  try {
    switch (command.kind) {
      case 'import':
        return await runImport(command, around);
      case 'export':
        return await runExport(command, around);
      case 'change-key':
        return await runChangeKey(command, around);
      case 'decrypt':
        return await runDecrypt(command, around);
      case 'help':
        if (command.problem === undefined) around.stdout.write(USAGE);
        else around.stderr.write(`${command.problem}\n\n${USAGE}`);
        return command.problem === undefined ? 0 : 2;
    }
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof RegrantError)) throw error;
    around.stderr.write(`${error.message}\n→ ${error.hint}\n`);
    return 1;
  }
}
