import { EncryptionKeyRequiredError } from '../core/errors/encryption-errors.js';
import type { AtRest } from './at-rest.js';
import type { Secrets } from './secrets.store.js';
import { SettingsError } from './settings-error.js';

const placeOf = (client: string): string => `secrets.json#oauth_client_secrets.${client}`;

/**
 * What `secrets.json` holds, with the secrets of OAuth clients plain: beside a refresh token, the client's secret is all
 * that a thief still needs. The rest of the file are digests, and the admin token, which its owner reads there.
 *
 * @throws EncryptionKeyRequiredError, SettingsError
 */
export function openClientSecrets(stored: Secrets, atRest: AtRest): Secrets {
  return mapped(stored, (value, client) => {
    const plain = atRest.open(value, placeOf(client));
    if (plain !== undefined) return plain;
    if (!atRest.hasKey) throw new EncryptionKeyRequiredError('The secrets of OAuth clients in secrets.json are');
    throw new SettingsError([
      {
        key: `oauth_client_secrets.${client}`,
        source: 'secrets.json',
        expected: 'a value that was encrypted for this place with this key',
        cure: 'Put the file back as it was, or take this entry out and enter the secret again in the settings.',
      },
    ]);
  });
}

/** The same as it is written. */
export const storeClientSecrets = (plain: Secrets, atRest: AtRest): Secrets =>
  mapped(plain, (value, client) => atRest.store(value, placeOf(client)));

const mapped = (secrets: Secrets, change: (value: string, client: string) => string): Secrets => ({
  ...secrets,
  oauth_client_secrets: Object.fromEntries(
    Object.entries(secrets.oauth_client_secrets).map(([client, value]) => [client, change(value, client)]),
  ),
});
