/** The command palette: every page and action, found by typing. */
export const paletteMessages = {
  palette: {
    open: 'Search and act',
    title: 'Go to a page, or act on an account',
    input: 'Page, account or action',
    results: 'Results',
    none: (query: string) => `Nothing found for “${query}”`,
    found: (count: number) => (count === 1 ? '1 result' : `${count} results`),
    more: (count: number) => `${count} more: type on to narrow it down`,
    groups: { pages: 'Pages', accounts: 'Accounts', appearance: 'Appearance' },
    openNamed: (email: string) => `Open ${email}`,
    theme: (mode: string) => `Colour mode: ${mode}`,
    keys: { choose: 'choose', run: 'do it', close: 'close' },
  },
};
