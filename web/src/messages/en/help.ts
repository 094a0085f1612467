/**
 * The help page, and `docs/invalid-grant.md`, which is made from it (features/help/help-document.ts). What stands
 * between backticks is shown as code.
 */
export const helpMessages = {
  help: {
    intro: 'What it means when Google refuses a grant, why that happens, and how an account gets back to work.',
    contents: 'On this page',
    explain: 'What is this?',
    explainCause: 'Why it happens and what cures it',

    invalidGrant: {
      title: 'What `invalid_grant` means',
      text: [
        'An account serves with an access token that lives for about an hour. Regrant renews it in good time with the refresh token that Google issued when the owner signed in. When Google answers such a renewal with `invalid_grant`, it says: this refresh token no longer counts, and asking again will not change that.',
        'Regrant takes the account out of the pool at once and writes `disabled`, `disabled_at` and `disabled_reason` into its file, so that a restart forgets nothing. The other accounts go on; as long as one of them can serve, nobody who calls the gateway notices.',
        'Only a renewal refused at Google’s token endpoint disables an account. Network errors, errors of Google’s servers, limits and a wrong client secret never do: they pass, or they concern the OAuth client and not the account.',
      ],
    },

    causes: {
      title: 'Why it happens, and what cures it',
      text: 'Google gives the same answer for nearly every cause. Regrant infers the likely one from the age of the grant, from its history and from hints in the answer, and says how sure it is.',
      why: 'Why',
      cure: 'Cure',
      list: {
        revoked: {
          name: 'Revoked',
          why: 'The owner removed Regrant from the apps with access to the Google account, or the account’s password was changed.',
          cure: 'Sign in again for this account.',
        },
        testing_expiry: {
          name: 'The app is in “Testing”',
          why: 'While the consent screen of your OAuth client is in “Testing”, Google ends every grant 7 days after the sign-in.',
          cure: 'Publish the app in Google’s console (“In production”), then sign in again. Grants from before keep their seven days.',
        },
        unused_six_months: {
          name: 'Six months without use',
          why: 'Google ends a grant that nobody has used for six months, for instance because Regrant was not running.',
          cure: 'Sign in again for this account. While Regrant runs, it keeps every grant in use.',
        },
        superseded: {
          name: 'Too many newer grants',
          why: 'A Google account may hold 100 live grants per OAuth client. With one more, Google silently ends the oldest.',
          cure: 'Sign in again once for this account, and from now on only once per machine.',
        },
        session_control: {
          name: 'Session control',
          why: 'A Google Workspace administrator limits how long a session lasts; Google’s answer then says `invalid_rapt`.',
          cure: 'Sign in again for this account. To stop it from coming back, ask the administrator to trust this app under Google Cloud session control.',
        },
        admin_policy: {
          name: 'A rule of the administrator',
          why: 'A Google Workspace administrator no longer allows this app, or one of the permissions that it was given.',
          cure: 'Ask the administrator to allow the app’s client ID under API controls, then sign in again for this account.',
        },
        time_limited: {
          name: 'Access for a limited time',
          why: 'The grant was given for a limited time, and that time is over.',
          cure: 'Sign in again for this account, and choose lasting access if Google offers a choice.',
        },
        account_gone: {
          name: 'The Google account is gone',
          why: 'The Google account was deleted or suspended.',
          cure: 'Restore it at Google and sign in again, or delete the account here.',
        },
        unknown: {
          name: 'Cause unknown',
          why: 'Google no longer accepts the refresh token and gives no hint. An account that came from another tool often holds a grant that belongs to that tool’s OAuth client.',
          cure: 'Sign in again for this account, with an OAuth client of your own.',
        },
      },
    },

    recover: {
      title: 'Bringing an account back',
      steps: [
        'Choose “Re-authorise” next to the account. Adding it again, by signing in or with a new refresh token, does the same.',
        'Sign in at Google as the same person and allow access. Whose account it is, is decided by the e-mail that Google returns.',
        'With new tokens, `disabled`, `disabled_at` and `disabled_reason` go away by themselves and the account serves at once: no restart, no switch. Label, priority and all other settings stay.',
        'To be certain, choose “Refresh now” for the account: it renews the access token with the new refresh token.',
      ],
      trap: 'Beware of giving only a new access token: the account works for a while, and is disabled again when the dead refresh token is needed next.',
      noRefreshToken:
        'If Google issues no new refresh token, remove Regrant from the apps with access to the Google account, then sign in again.',
    },

    states: {
      title: '`disabled`, `proxy_disabled` and the rest',
      text: 'Five things can keep an account from serving, and each ends in its own way. `disabled` has no switch on purpose: it would put a dead account back into the pool.',
      who: 'Set by',
      means: 'Means',
      ends: 'Ends',
      list: {
        disabled: {
          name: 'Disabled',
          who: 'Regrant, when a renewal is refused with `invalid_grant`.',
          means: 'The grant is dead; the account does nothing any more.',
          ends: 'Only with new tokens: by signing in again, or with a new refresh token.',
        },
        proxy_disabled: {
          name: 'Paused',
          who: 'You, for one account or for many, with a reason.',
          means: 'The account is healthy and its grant is kept alive, but it stays out of the pool.',
          ends: 'With the same switch, “Resume”.',
        },
        blocked: {
          name: 'Blocked',
          who: 'Regrant, when Google’s answer asks for a person.',
          means:
            'Google serves nothing until somebody acts: verifies the account, accepts terms, enables an API, or settles billing.',
          ends: 'When you clear the block or sign in again.',
        },
        protected: {
          name: 'Protected',
          who: 'Quota protection, for single models.',
          means: 'Little is left of the account’s budget for this model; it goes on serving others.',
          ends: 'By itself, when the budget is back.',
        },
        cooling: {
          name: 'Cooling down',
          who: 'Regrant, after “too many requests” or repeated server errors.',
          means: 'A short rest, for this account and model.',
          ends: 'By itself, after seconds or minutes.',
        },
      },
      order:
        'Whenever the pool is loaded, `disabled` is judged first, then blocks and quota protection, then `proxy_disabled`. An account can be disabled and paused at once: signing in again ends the first, and only you end the second.',
    },

    log: {
      title: 'What the log says',
      text: 'The story of a dead grant can be read in the log, line by line:',
    },
    source: 'Google’s own list of reasons',
  },
};
