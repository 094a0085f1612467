import type { ImportFault, ImportResult } from '../../../../server/contract/http/import.js';

/** Adding many accounts at once: pasted refresh tokens, files and folders. */
export const importMessages = {
  paste: {
    label: 'Refresh tokens, one per line',
    several: (count: number) =>
      `${count} tokens. They are tried at Google one after another; a label is for a single one.`,
    submit: (count: number) => (count > 1 ? `Add ${count} accounts` : 'Add account'),
    progress: (done: number, total: number) => `${done} of ${total} tried`,
    results: 'What became of each token',
    line: (line: number) => `Token ${line}`,
    waiting: 'waiting',
    trying: 'being tried at Google',
    stop: 'Stop',
    stopped: 'not tried: stopped',
  },

  importing: {
    title: 'From files',
    text: 'Files that Regrant exported, account files of other tools, lists of refresh tokens; single files or a whole folder. First you see what would happen.',
    drop: 'Drop files or a folder here',
    files: 'Choose files',
    folder: 'Choose a folder',
    reading: 'Reading the files',
    rehearsal: 'Dry run: nothing has been written, and no token was used.',
    rehearsalLimits:
      'Google has not been asked: whether a token still lives, and whose it is, is found out by importing.',
    start: (count: number) => (count === 1 ? 'Import 1 account' : `Import ${count} accounts`),
    nothing: 'There is nothing here to import.',
    progress: (done: number, total: number) => `${done} of ${total} imported`,
    done: 'The import has ended.',
    brokenOff: 'The import was broken off',
    rehearsalFailed: 'The files could not be looked at',
    again: 'Start over',
    results: 'Entries',
    outcomes: {
      created: 'Added',
      updated: 'Grant renewed',
      reenabled: 'Re-enabled',
      unchanged: 'Unchanged',
      duplicate: 'Comes twice',
      refused: 'Refused',
      failed: 'Failed',
      invalid: 'No account',
      would_add: 'Would be added',
      would_update: 'Would be renewed',
      would_reenable: 'Would be re-enabled',
      would_not_change: 'Already here, same token',
    } satisfies Record<ImportResult['outcome'], string>,
    waiting: 'Waiting',
    faults: {
      not_an_account: 'It is neither a refresh token nor an account.',
      too_large: 'It is too large for an account.',
      too_deep: 'It is nested deeper than any account.',
      forbidden_field: 'It has a field whose name no account has.',
      token_not_object: 'Its “token” is not an object.',
      no_refresh_token:
        'It has no refresh token. Of another tool, import the folder with its accounts/ folder, not the index (accounts.json).',
      empty: 'It is empty.',
      encrypted: 'It is encrypted. Export the account from the Regrant that it belongs to.',
      bad_characters: 'It has characters that no refresh token has, or is too long for one.',
      access_token: 'It is an access token; the refresh token is needed (it begins with 1//).',
      authorization_code: 'It is an authorization code; the refresh token is needed (it begins with 1//).',
    } satisfies Record<ImportFault, string>,
    duplicateOf: (entry: number) => `Also given by entry ${entry}.`,
    unreadable: {
      empty: 'There is nothing in it.',
      not_json: 'It begins like JSON, but is not.',
      too_large: 'It is too large to hold accounts.',
    },
  },
};
