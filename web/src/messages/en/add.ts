/** Adding accounts, and how a sign-in at Google ended. */
export const addMessages = {
  add: {
    title: 'Add account',
    intro:
      'Whose account it is, is decided by Google. Adding one that is already here renews its grant and keeps its settings.',
    notConfigured: 'Google does not know this installation yet',
    notConfiguredText: 'Create an OAuth client first; the set-up shows what to click.',
    toSetup: 'Go to the set-up',
    google: {
      title: 'Sign in with Google',
      text: 'The owner of the account signs in and allows access. Best done in a browser on this machine.',
      button: 'Sign in with Google',
    },
    token: {
      title: 'With a refresh token',
      text: 'One that was issued to the same OAuth client. It is tried at Google first; a refused one changes nothing.',
      placeholder: '1//0g…',
      customLabel: 'Label (optional)',
      customLabelHelp: 'Shown next to the e-mail.',
      project: 'Google Cloud project ID (optional)',
      projectHelp: 'The project that requests of this account are counted on.',
      empty: 'Paste a refresh token first.',
      failed: 'The account was not added',
    },
    headless: {
      title: 'Without a browser on this machine',
      text: 'When Regrant runs elsewhere, Google’s last step leads to a page that your browser cannot show. That is fine: its address has all that is needed.',
      start: 'Get an address to sign in at',
      startFailed: 'The sign-in was not begun',
      step1: 'Open this address in any browser and sign in:',
      open: 'Open in a new tab',
      step2: 'The last page cannot be shown. Copy its whole address and paste it here:',
      label: 'Address of the page that could not be shown',
      submit: 'Finish signing in',
      empty: 'Paste the address first.',
      failed: 'The sign-in was not finished',
    },
    result: {
      created: (email: string) => `${email} was added and can serve`,
      updated: (email: string) => `${email} was already here: its grant was renewed`,
      reenabled: (email: string) => `${email}: account re-enabled, it serves again`,
      unchanged: (email: string) => `${email}: these are the tokens it already had. Nothing was changed`,
    },
    resultDisabled:
      'It is still disabled: identical tokens bring nothing back. Sign in again with Google for a new grant.',
    resultPaused: 'It is paused, and stays out of the pool until you resume it.',
    toAccounts: 'See all accounts',
    another: 'Add another',
    someone: 'The account',
  },

  signInOutcome: {
    created: 'Account added',
    updated: 'Grant renewed',
    reenabled: 'account re-enabled',
    unchanged: 'Nothing was changed',
    failed: 'The sign-in failed',
    createdText: (email: string) => `${email} can serve now.`,
    updatedText: (email: string) => `${email} was already here and has a new grant.`,
    reenabledText: (email: string) => `${email} serves again.`,
    unchangedText: (email: string) => `Google returned the tokens that ${email} already had.`,
    refreshTokenKept:
      'Google gave no new refresh token, so the old one was kept. If it is dead, the account is disabled again at the next refresh: remove Regrant from the apps with access to the Google account, then sign in again.',
    failureUnknown: (code: string) => `It ended with “${code}”. The log says more. Nothing was changed.`,
  },

  otherPerson: {
    title: 'Another person signed in',
    text: (actual: string, expected: string) =>
      `${actual} signed in, but this sign-in was for ${expected}. Nothing has been changed.`,
    question: (actual: string) => `Add ${actual} as an account of its own?`,
    confirm: (actual: string) => `Add ${actual}`,
    cancel: 'Do not add',
    gone: 'This sign-in is over',
  },
};
