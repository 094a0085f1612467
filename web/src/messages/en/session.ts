/** The sign-in page. */
export const sessionMessages = {
  session: {
    title: 'Sign in to Regrant',
    intro: 'Regrant prints a sign-in link when it starts. Open that link, or paste it here.',
    method: 'Sign in with',
    byToken: 'Link or token',
    byPassword: 'Password',
    token: 'Sign-in link or admin token',
    tokenHelp: 'The link works once. The admin token is in secrets.json in the data directory.',
    password: 'Admin password',
    passwordHelp: 'The one set with REGRANT_ADMIN_PASSWORD.',
    submit: 'Sign in',
    signingIn: 'Signing you in…',
    empty: 'Paste the link or the token first.',
    emptyPassword: 'Type the password first.',
    linkFailed: 'This link did not sign you in',
    failed: 'That did not work',
    unreachable: 'Regrant does not answer. Waiting for it to come back…',
  },
};
