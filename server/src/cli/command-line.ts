/** What a person asked for. `settings` are flags of Regrant's own settings, handed on as they are. */
export type Command =
  | { readonly kind: 'import'; readonly path: string; readonly dryRun: boolean; readonly settings: readonly string[] }
  | {
      readonly kind: 'export';
      readonly path: string;
      readonly ids: readonly string[] | undefined;
      readonly settings: readonly string[];
    }
  | { readonly kind: 'change-key'; readonly path: string; readonly settings: readonly string[] }
  | { readonly kind: 'decrypt'; readonly settings: readonly string[] }
  | { readonly kind: 'help'; readonly problem: string | undefined };

export const USAGE = `Usage:
  npm run regrant -- import <path> [--dry-run]     bring accounts in
  npm run regrant -- export <file> [--ids a,b]     write accounts to a new file, tokens included
  npm run regrant -- change-key <file>             encrypt with the passphrase in this file from now on
  npm run regrant -- decrypt                       store tokens in plain text again

<path> is a folder of account files (another tool's, with its accounts/ folder), a JSON file such as an export, a text
with one refresh token per line, or - for standard input. change-key and decrypt want the key in force in
REGRANT_ENCRYPTION_PASSPHRASE or REGRANT_ENCRYPTION_KEY_FILE, and no Regrant running; change-key takes - too.
Settings work as at start: --data-dir <folder>, --port <port>, …
`;

interface Parts {
  readonly words: string[];
  readonly settings: string[];
  dryRun: boolean;
  ids: readonly string[] | undefined;
  problem: string | undefined;
  help: boolean;
}

/** Reads a command line without node and script. What it does not know is taken for a setting, which Regrant judges. */
export function parseCommandLine(argv: readonly string[]): Command {
  const parts = takeApart(argv);
  if (parts.help) return { kind: 'help', problem: undefined };
  if (parts.problem !== undefined) return { kind: 'help', problem: parts.problem };
  const [verb, path, ...rest] = parts.words;
  const problem = problemWith(verb, path, parts);
  if (problem !== undefined) return { kind: 'help', problem };
  if (rest.length > 0) return { kind: 'help', problem: `Only one path; ${rest.length} more were given.` };
  const { settings, dryRun, ids } = parts;
  switch (verb) {
    case 'import':
      return { kind: 'import', path: path ?? '', dryRun, settings };
    case 'export':
      return { kind: 'export', path: path ?? '', ids, settings };
    case 'change-key':
      return { kind: 'change-key', path: path ?? '', settings };
    default:
      return { kind: 'decrypt', settings };
  }
}

/** What each command asks for when its path is missing; null for the one that takes none. */
const PATHS: ReadonlyMap<string, string | null> = new Map([
  ['import', 'Import what?'],
  ['export', 'Export to which file?'],
  ['change-key', 'Which file holds the new passphrase?'],
  ['decrypt', null],
]);

function problemWith(verb: string | undefined, path: string | undefined, { ids, dryRun }: Parts): string | undefined {
  const question = PATHS.get(verb ?? '');
  if (question === undefined) return 'Say import, export, change-key or decrypt.';
  if (question === null && path !== undefined) return `${verb} takes no path.`;
  if (question !== null && path === undefined) return question;
  if (ids && verb !== 'export') return '--ids goes with export.';
  return dryRun && verb !== 'import' ? '--dry-run goes with import.' : undefined;
}

function takeApart(argv: readonly string[]): Parts {
  const parts: Parts = { words: [], settings: [], dryRun: false, ids: undefined, problem: undefined, help: false };
  const rest = argv.values();
  for (const argument of rest) {
    const [flag, inline] = splitOnce(argument);
    if (argument === '-' || !argument.startsWith('-')) parts.words.push(argument);
    else if (argument === '--help' || argument === '-h') parts.help = true;
    else if (argument === '--dry-run') parts.dryRun = true;
    else if (flag === '--ids') {
      parts.ids = listOf(inline ?? rest.next().value);
      if (parts.ids.length === 0) parts.problem = '--ids needs ids, separated by commas.';
    } else {
      parts.settings.push(argument);
      const value = inline === undefined ? rest.next().value : undefined;
      if (value !== undefined) parts.settings.push(value);
    }
  }
  return parts;
}

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

function splitOnce(argument: string): readonly [string, string | undefined] {
  const at = argument.indexOf('=');
  return at === -1 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}
