/** What surrounds every page: navigation, theme, connection, banners, errors. */
export const frameMessages = {
  frame: {
    skipToContent: 'Skip to content',
    navigation: 'Main',
    openNavigation: 'Open navigation',
    navigationDescription: 'Pages of the dashboard',
    signOut: 'Sign out',
    signOutFailed: 'Signing out did not reach the server. You are still signed in.',
    version: (version: string) => `Version ${version}`,
    notFoundText: 'The address may be mistyped, or from another version.',
    backToOverview: 'Go to the overview',
    sideBar: 'Side bar',
    notifications: 'Notifications',
    dismiss: 'Dismiss',
    language: 'Language',
  },

  theme: {
    label: 'Colour mode',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
  },

  connection: {
    label: 'Connection',
    connecting: 'Connecting',
    live: 'Live',
    reconnecting: 'Reconnecting',
    offline: 'Offline',
    explain: {
      connecting: 'Connecting to Regrant.',
      live: 'Changes show up the moment they happen.',
      reconnecting: 'The connection broke. What you see may be a moment old.',
      offline: 'Regrant does not answer. It may be stopped or restarting; this page keeps trying.',
    },
  },

  banners: {
    sandbox: 'Sandbox: a stand-in plays Google’s part, and no account here is real.',
    sandboxLabel: 'Sandbox',
    foreignLabel: 'Other addresses than Google’s',
    sandboxConsole: 'Open the sandbox console',
    unsavedLabel: 'Unsaved changes',
    unsaved: (count: number) =>
      `The disk refuses writes: changes of ${count === 1 ? 'one account' : `${count} accounts`} are kept in memory only.`,
    unsavedExplain:
      'Requests go on. The changes are saved by themselves as soon as the disk lets them; check its free space.',
    foreign: 'Regrant is not talking to Google.',
    foreignExplain: 'These settings point at other addresses, which then see the tokens of your accounts:',
    clientRefusedLabel: 'OAuth client refused',
    clientRefused: (key: string) => `Google refuses the OAuth client “${key}”.`,
    clientRefusedExplain:
      'Its accounts are untouched, but none of them gets a new access token until this is mended. Compare client ID and secret with Google’s console.',
    toClient: 'Check the OAuth client',
  },

  errors: {
    quoted: (words: string) => `“${words}”`,
    unreachable: 'Regrant does not answer.',
    unreachableHint: 'Check that it is running. Nothing was changed.',
    unexpected: 'The answer could not be understood.',
    unexpectedHint: 'Reload the page; it may belong to another version than the server.',
    retry: 'Try again',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Select and copy it by hand',
  },
};
