import type { ProblemWords } from '../refusal.js';

/** What the server refuses with, by its code, and what a person does about it. */
export const problemsMessages = {
  problems: {
    'request.malformed': { detail: 'The request could not be read.', hint: 'Reload the page and try again.' },
    'request.invalid': { detail: 'Something in it cannot be used as it is.', hint: 'Correct it and try again.' },
    'request.too_large': {
      detail: 'That is more than Regrant takes at once.',
      hint: 'Send less, or in several parts.',
    },
    'request.unsupported_media_type': { detail: 'What was sent is not JSON.', hint: 'Send it as JSON.' },
    'request.not_found': {
      detail: 'This request is not in the log any more.',
      hint: 'The settings say how long requests are kept.',
    },
    'route.not_found': {
      detail: 'There is nothing at this address.',
      hint: 'Reload the page; it may belong to another version than the server.',
    },
    'route.method_not_allowed': {
      detail: 'This cannot be done at this address.',
      hint: 'Reload the page; it may belong to another version than the server.',
    },
    'auth.required': {
      detail: 'You are not signed in.',
      hint: 'Open the sign-in link that Regrant printed at start.',
    },
    'auth.rejected': {
      detail: 'That is not right, or the link was used before.',
      hint: 'Restart Regrant for a new link, or use the admin token in secrets.json.',
    },
    'auth.origin_refused': {
      detail: 'The request came from another page than the dashboard.',
      hint: 'Use the dashboard at its own address.',
    },
    'auth.host_refused': {
      detail: 'The request came under a host name that is not Regrant’s.',
      hint: 'Use http://localhost with the port of Regrant, or set REGRANT_PUBLIC_URL.',
    },
    'auth.slow_down': {
      detail: 'Too many passwords are being tried.',
      hint: 'Try again in a moment. The admin token and the sign-in link work all the time.',
    },
    'auth.password_fixed': {
      detail: 'The password comes from REGRANT_ADMIN_PASSWORD.',
      hint: 'Change it there and start Regrant again.',
    },
    'session.not_found': { detail: 'There is no such session any more.', hint: 'It has ended; nothing is left to do.' },
    'caller.key_missing': {
      detail: 'The request brought no key.',
      hint: 'Send a key of Regrant’s; check that the program has not left its key empty.',
    },
    'caller.key_rejected': {
      detail: 'The key is not one that Regrant has made.',
      hint: 'Make a key here, or use the one in REGRANT_API_KEY; keys of Google’s do not fit.',
    },
    'caller.key_conflict': {
      detail: 'Two different keys came in one request.',
      hint: 'Send the key in one place only.',
    },
    'caller.rate_limited': {
      detail: 'The key has made the requests it may make in a minute.',
      hint: 'Wait a moment, or raise the limit of the key.',
    },
    'caller.model_refused': {
      detail: 'The key does not allow this model.',
      hint: 'Choose a model that it allows, or use another key.',
    },
    'caller.key_not_found': { detail: 'There is no such key any more.', hint: 'It may have been revoked.' },
    'caller.key_fixed': {
      detail: 'This key comes from REGRANT_API_KEY.',
      hint: 'Change or remove it there and start Regrant again.',
    },
    'caller.key_limit': {
      detail: 'There are as many keys as Regrant keeps.',
      hint: 'Revoke one that is not used.',
    },
    'account.not_found': { detail: 'There is no such account.', hint: 'It may have been deleted.' },
    'account.unreadable': {
      detail: 'The account’s file cannot be read.',
      hint: 'Repair the file in the data directory; a copy is in quarantine/.',
    },
    'account.disabled': {
      detail: 'This account is disabled: its grant is dead.',
      hint: 'Sign in again for this account.',
    },
    'account.identity_conflict': {
      detail: 'This e-mail address is enrolled for another Google identity.',
      hint: 'If the address has a new owner, delete the old account first, then add it again.',
    },
    'grant.refresh_rejected': {
      detail: 'Google refused the refresh token (invalid_grant); nothing was changed.',
      hint: 'Sign in with Google instead. A token from another tool works only with that tool’s own OAuth client.',
    },
    'grant.refresh_unavailable': {
      detail: 'Google gave no verdict on the refresh token: no connection, an overload, or an answer without sense.',
      hint: 'Check the connection to Google and try again in a moment.',
    },
    'grant.issued_to_other_client': {
      detail: 'The refresh token was issued to another OAuth client.',
      hint: 'Sign in with Google here, or configure the client that the token was issued to.',
    },
    'projects.refused': {
      detail: 'Google does not list the projects of this account.',
      hint: 'Type the project ID. To choose from a list, sign in again and allow access to Google Cloud.',
    },
    'projects.api_disabled': {
      detail: 'The Cloud Resource Manager API is switched off in the project of the OAuth client.',
      hint: 'Switch it on on Google’s page and try again in a minute, or type the project ID.',
    },
    'projects.unavailable': {
      detail: 'The projects could not be listed: Google gave no answer that says them.',
      hint: 'Try again in a moment, or type the project ID.',
    },
    'oauth_client.missing': {
      detail: 'No OAuth client is configured.',
      hint: 'The set-up shows how to create one.',
    },
    'oauth_client.misconfigured': {
      detail: 'Google refuses the OAuth client.',
      hint: 'Compare client ID and secret with Google’s console.',
    },
    'oauth.denied': {
      detail: 'Access was not allowed on Google’s page. Nothing was changed.',
      hint: 'Start again and allow it.',
    },
    'oauth.state_rejected': {
      detail: 'This answer belongs to no sign-in that is waiting here.',
      hint: 'Start it again here, and finish it in the same browser within ten minutes.',
    },
    'oauth.exchange_failed': {
      detail: 'Google did not accept the exchange. No account was changed.',
      hint: 'Check client ID, secret and redirect URI in the set-up, then sign in again.',
    },
    'oauth.userinfo_failed': {
      detail: 'Google did not say who signed in.',
      hint: 'Try again in a moment. If it stays, access to the e-mail address may not be allowed.',
    },
    'oauth.email_unverified': {
      detail: 'This Google account’s e-mail is not verified.',
      hint: 'Verify it at Google first.',
    },
    'oauth.refresh_token_missing': {
      detail: 'Google gave no refresh token.',
      hint: 'Remove Regrant under “Third-party access” of the Google account, then sign in again.',
    },
    'oauth.scope_missing': {
      detail: 'Not all boxes on Google’s page were ticked.',
      hint: 'Sign in again and allow all of them.',
    },
    'oauth.flow_unknown': { detail: 'This sign-in is over.', hint: 'Start it again.' },
    'pool.reauth_required': {
      detail: 'No account can serve: each one needs a person.',
      hint: 'Re-authorise or resume one.',
    },
    'pool.empty': { detail: 'No account is enrolled.', hint: 'Add a Google account.' },
    'pool.exhausted': { detail: 'No account can serve just now.', hint: 'Try again in a moment.' },
    'pool.cooling': {
      detail: 'The quota of every account for this model is used up for now.',
      hint: 'Wait a while, add an account, or use another model.',
    },
    'pool.project_missing': {
      detail: 'No account that can serve names a Google Cloud project, which Vertex AI needs.',
      hint: 'Give an account its project, or set REGRANT_PROJECT_ID.',
    },
    'upstream.unreachable': {
      detail: 'No connection to Google’s API came about.',
      hint: 'Check the network, and the addresses if they were changed.',
    },
    'upstream.timeout': {
      detail: 'Google’s API took too long to answer.',
      hint: 'Try again, or with a smaller request.',
    },
    'upstream.rejected': {
      detail: 'Google’s API refused the request.',
      hint: 'It is mostly the model’s name, the project or a parameter.',
    },
    'upstream.invalid_answer': {
      detail: 'Google’s API broke off, or sent something that is no answer.',
      hint: 'Try again.',
    },
    'settings.invalid': { detail: 'A setting cannot be used.', hint: 'Correct what is named.' },
    'storage.failed': {
      detail: 'The disk refused.',
      hint: 'Look at free space and permissions; what could not be written is tried again by itself.',
    },
    'storage.locked': {
      detail: 'Another Regrant uses this data directory.',
      hint: 'Stop it, or give this one a directory of its own.',
    },
    'storage.unwritable': {
      detail: 'The data directory cannot be used to keep anything.',
      hint: 'Give the user who runs Regrant a directory that it owns.',
    },
    'encryption.key_required': {
      detail: 'The tokens here are encrypted, and Regrant has no key.',
      hint: 'Start it with the passphrase or key file that was used before.',
    },
    'encryption.key_rejected': {
      detail: 'The passphrase or key file is not the one that was used before.',
      hint: 'Start Regrant with the right one.',
    },
    'encryption.unusable': {
      detail: 'What is encrypted cannot be opened: encryption.json is missing or damaged.',
      hint: 'Put it back from a backup.',
    },
    'server.port_in_use': {
      detail: 'Something else listens on this port.',
      hint: 'Stop it, or choose another port.',
    },
    'server.draining': { detail: 'Regrant is about to stop.', hint: 'Try again when it has been started again.' },
    'server.busy': {
      detail: 'Large requests under way take as much memory as they may.',
      hint: 'Try again in a moment.',
    },
    'server.internal': {
      detail: 'Regrant failed to do this.',
      hint: 'Look at its log; trying again does no harm.',
    },
  } satisfies ProblemWords,
};
