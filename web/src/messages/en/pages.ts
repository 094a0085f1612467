/** What the pages are called: in the navigation, the palette and the browser's tab. */
export const pagesMessages = {
  pages: {
    overview: 'Overview',
    accounts: 'Accounts',
    account: 'Account',
    addAccount: 'Add account',
    requests: 'Requests',
    request: 'Request',
    usage: 'Usage',
    connect: 'Connect',
    keys: 'Keys',
    settings: 'Settings',
    setup: 'Set-up',
    firstRun: 'Welcome',
    help: 'Help',
    sandbox: 'Sandbox',
    notFound: 'There is no such page',
  },
};
