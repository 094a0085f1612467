/** The page of the sandbox. */
export const sandboxMessages = {
  sandbox: {
    intro: 'A stand-in plays Google’s part here. Break a grant and watch Regrant notice; no real account is harmed.',
    failed: 'The sandbox did not do that',
    grantsTitle: 'Who has granted access',
    grantsText:
      'Revoking is what people do in their Google account: everything ends at once. Expiring is what time does: access tokens live on for a while.',
    noGrant: 'No grant is alive. Re-authorise the account to give one.',
    granted: 'Granted',
    refreshable: 'can be refreshed',
    notRefreshable: 'refresh token dead',
    revoke: 'Revoke',
    revokeNamed: (email: string) => `Revoke the grant of ${email}`,
    expire: 'Expire',
    expireNamed: (email: string) => `Expire the grant of ${email}`,
    faultTitle: 'Trouble at the token endpoint',
    faultText:
      'What every refresh meets until you choose another. Only a refused grant may disable an account; nothing else here does.',
    faults: {
      none: 'None: it works',
      unavailable: '503 Service Unavailable',
      too_many_requests: '429 Too Many Requests',
      captive_portal: 'A login page of the network',
      hang: 'No answer at all',
      reset: 'The connection breaks',
      invalid_rapt: 'invalid_grant: session control (invalid_rapt)',
    },
    drill: {
      title: 'Fire drill',
      text: 'Lets the grant of one account die and gives it back, with a real request in between, and times each step.',
      start: 'Start the drill',
      steps: {
        revoke: (email: string) => `${email} revokes the grant`,
        disabled: () => 'The next refresh is refused: account disabled due to invalid_grant',
        event: () => 'This page has been told, counted from the refresh',
        serves: () => 'A request is served by another account',
        regrant: (email: string) => `${email} grants access again`,
        reenabled: () => 'The new refresh token is proven and stored: account re-enabled',
        back: () => 'It is ready to serve, counted from the new token',
      },
      done: 'All as it must be.',
      failedAt: (reason: string) => `Stopped here: ${reason}`,
    },
  },
};
