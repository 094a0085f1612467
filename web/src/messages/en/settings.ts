/** The settings page. */
export const settingsMessages = {
  settings: {
    intro: 'Each part is saved by itself and is in force at once; no request is interrupted.',
    loadFailed: 'The settings could not be loaded',
    save: 'Save',
    saveNamed: (part: string) => `Save: ${part}`,
    discard: 'Discard changes',
    discardNamed: (part: string) => `Discard changes: ${part}`,
    saved: 'Saved and in force',
    notSaved: 'Not saved',
    range: (minimum: number, maximum: number) => `A number from ${minimum} to ${maximum}.`,

    scheduling: {
      title: 'Which account serves',
      text: 'How Regrant chooses among the accounts that can serve a request.',
      mode: 'Mode',
      modes: {
        balance: {
          label: 'Balance (default)',
          text: 'A conversation stays on its account and moves at once when that one has to rest.',
        },
        cache_first: {
          label: 'Keep caches warm',
          text: 'A conversation waits a moment for its own account, so that prompt caches are used.',
        },
        performance_first: {
          label: 'Fastest answer',
          text: 'No conversation stays anywhere: of two accounts, the less busy one serves.',
        },
      },
      maxWait: 'Longest wait for its own account, seconds',
      maxWaitHelp: 'For “Keep caches warm”. Default 10.',
      park: 'Wait for a grant to be given back, seconds',
      parkHelp: 'How long a request that nobody can serve waits before it fails. Default 0.',
      concurrent: 'Requests at once per account',
      concurrentHelp: 'Empty for no limit, the default.',
      fixed: 'One account for everything',
      fixedHelp: 'Serves all it can; the others step in only when it cannot.',
      noFixed: 'None (default)',
    },

    models: {
      title: 'Model mapping',
      text: 'Which model is asked when a caller names one. Exact names go before patterns; what no rule names goes as it is.',
      incomplete: 'Each rule needs a name asked for and a model asked instead.',
      preview: 'Try names, separated by spaces',
      previewFailed: 'The preview is not available right now.',
      goesTo: { gemini: 'at the Gemini API', vertex: 'at Vertex AI', caller: 'at the caller’s own API' },
      background: 'Model for background tasks',
      backgroundHelp: 'Titles and summaries that clients ask for on the side. Empty: off, the default.',
      claude: 'Claude models to list',
      claudeHelp: 'Vertex AI has no list of them; these names appear in the model lists.',
    },

    quota: {
      title: 'Quota protection',
      text: 'An account that has nearly used up a quota rests for that model until the quota is back; the others serve.',
      enabled: 'Protect quotas',
      enabledHelp: 'Off by default. Paused and disabled accounts are not touched by it.',
      threshold: 'Rest below, per cent left',
      thresholdHelp: 'Default 10.',
      monitored: 'Models watched',
      monitoredHelp: 'Names or patterns with *, separated by spaces.',
      budgets: 'Budgets',
      budgetsHelp: 'What Google tells when a quota is used up is learned by itself; a budget set here goes before it.',
      incomplete: 'Each budget needs a model and at least one whole number.',
      account: 'Account',
      everyAccount: 'Every account',
      model: 'Model or pattern',
      kinds: {
        requests_per_minute: 'Requests a minute',
        requests_per_day: 'Requests a day',
        tokens_per_minute: 'Tokens a minute',
        tokens_per_day: 'Tokens a day',
      },
      add: 'Add a budget',
      removeNamed: (model: string) => `Remove the budget for ${model}`,
    },

    access: {
      title: 'Who needs a key',
      text: 'Callers show a key with each request. The health address stays open unless you choose “Everywhere”.',
      mode: 'Mode',
      modes: {
        all_except_health: {
          label: 'All but health (default)',
          text: 'Every request needs a key; /healthz and /readyz do not.',
        },
        strict: { label: 'Everywhere', text: 'Health checks need a key as well.' },
        auto: {
          label: 'This machine without',
          text: 'Programs on this machine need no key; web pages do. A key that is shown must be right.',
        },
        off: { label: 'Off', text: 'Nobody needs a key.' },
      },
      offWarning:
        'Every program that reaches this address, web pages on this machine among them, can then use your accounts.',
    },

    clients: {
      title: 'OAuth clients',
      text: 'Accounts sign in with one of these, and their grants belong to it.',
      none: 'No client is configured yet.',
      redirectUri: 'Redirect URI, to be registered at Google letter by letter',
      scopes: 'Scopes asked for',
      testing:
        'While the consent screen is in “Testing”, Google ends each grant after 7 days. Publish the app to production to keep them.',
      check: 'Check the clients',
      checkFailed: 'The check could not be made',
      reachable: (milliseconds: number) => `The token endpoint answers (${milliseconds} ms).`,
      unreachable: (reason: string) =>
        `The token endpoint cannot be reached${reason}. Check the network and the proxy.`,
      clockGood: 'This machine’s clock is right.',
      clockAhead: (seconds: number) => `This machine’s clock is ${seconds} s ahead. Set it, or sign-ins may fail.`,
      clockBehind: (seconds: number) => `This machine’s clock is ${seconds} s behind. Set it, or sign-ins may fail.`,
      verdict: {
        accepted: { label: 'Known', text: 'Google knows this client and its secret.' },
        refused: {
          label: 'Refused',
          text: 'Google does not know this client, or the secret is wrong. Paste both again.',
        },
        not_allowed: {
          label: 'Not allowed',
          text: 'Google knows this client, but does not let it refresh tokens. Create one of the type “Web application”.',
        },
        incomplete: { label: 'Incomplete', text: 'The client secret is missing.' },
        unclear: { label: 'Unclear', text: 'No clear answer came. Try again in a minute.' },
      },
      add: 'Add or replace a client',
      addText: 'The name ties accounts to their client. The one that new accounts sign in with is “default”.',
      key: 'Name',
      keyHelp: 'Small letters, digits, - and _.',
    },

    retention: {
      title: 'Request log',
      text: 'What was asked of whom, how long it took and how many tokens it used, and what was said only if you ask for it. The older part goes when either limit is reached.',
      days: 'Days',
      daysHelp: 'Default 30.',
      megabytes: 'Megabytes',
      megabytesHelp: 'Default 512.',
      bodies: 'Keep the beginnings of prompts and answers',
      bodiesHelp: 'Off by default. They are stored in plain text in the data directory and shown with each request.',
    },

    password: {
      title: 'Password',
      text: 'Another way in besides the sign-in link. Changing it signs out every other browser.',
      current: 'Present password or admin token',
      currentHelp: 'If there is no password yet: the admin token from secrets.json.',
      next: 'New password',
      again: 'New password again',
      tooShort: (length: number) => `At least ${length} characters.`,
      differs: 'The two are not the same.',
      submit: 'Change password',
      changed: 'The password is changed',
      failed: 'The password was not changed',
    },

    sessions: {
      title: 'Signed-in browsers',
      text: 'End one you do not know; it is out within a second.',
      unknownBrowser: 'Unknown browser',
      current: 'this one',
      lastSeen: 'Last seen',
      ends: 'ends',
      end: 'Sign out',
      failed: 'That did not work',
    },
  },
};
