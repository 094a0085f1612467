/** The last day on the overview, the health of the pool, and grants that will end. */
export const dayMessages = {
  day: {
    requests: 'Requests',
    errors: 'Errors',
    latency: 'Response time',
    perMinute: (count: string) => `${count} a minute`,
    last24h: '24 h',
    noRequests: 'none lately',
    ofAll: (share: string) => `${share} of all`,
    inFiveMinutes: (count: string) => `${count} in 5 minutes`,
    tokensTitle: 'Tokens by model',
    tokensText: 'Last 24 hours, in and out',
    tokensNone: 'No tokens were used in the last 24 hours.',
    tokensInOut: (input: string, output: string) => `${input} in, ${output} out`,
    moreModels: (count: number) => (count === 1 ? 'and 1 more model' : `and ${count} more models`),
    healthTitle: 'Accounts by state',
    healthShow: (state: string, count: number) => `${state}: ${count}. Show them`,
    endingTitle: 'Grants that will end soon',
    endingText: 'Sign in again before that day and nothing stops.',
    loadFailed: 'The last 24 hours could not be loaded',
    allUsage: 'All usage',
  },
};
