import type { AccountRegistry } from './accounts/account-registry.js';
import { proxyPasswordOf } from './config/outbound-proxy.js';
import type { Secrets, SecretsStore } from './config/secrets.store.js';
import type { Settings } from './config/settings-schema.js';
import type { SettingsService } from './config/settings.service.js';
import type { Account } from './core/accounts/account.js';
import type { Redactor } from './observability/redactor.js';

/** Lets the redactor know every secret in use, and follow them as they change. */
export function guardSecrets(
  redactor: Redactor,
  from: { settings: SettingsService; secrets: SecretsStore; registry: AccountRegistry },
): void {
  // What was a secret once stays one: somebody may still log it.
  const guard = (values: readonly (string | null | undefined)[]) => {
    for (const value of values) if (value) redactor.add(value);
  };
  guard(inSettings(from.settings.current));
  guard([proxyPasswordOf(from.settings.proxy)]);
  guard(inSecrets(from.secrets.current));
  from.settings.onChange((settings) => guard(inSettings(settings)));
  from.secrets.onChange((secrets) => guard(inSecrets(secrets)));
  for (const account of from.registry.accounts()) guard(tokensOf(account));
  // Access tokens come by the hour: those that have gone are let go.
  from.registry.onChange(({ before, after }) => {
    guard(tokensOf(after));
    for (const token of tokensOf(before)) if (token) redactor.remove(token);
  });
}

const inSettings = (settings: Settings) => [
  settings.admin_token,
  settings.admin_password,
  settings.api_key,
  settings.encryption_passphrase,
  settings.google_client_secret,
];

const inSecrets = ({ admin_token, oauth_client_secrets }: Secrets) => [
  admin_token,
  ...Object.values(oauth_client_secrets),
];

const tokensOf = (account: Account | null) => [account?.grant.accessToken, account?.grant.refreshToken];
