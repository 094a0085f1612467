import { Body, Controller, Get, Patch } from '@nestjs/common';
import { patchSettingsSchema, type PatchSettings, type SettingsView } from '../../contract/http/settings.js';
import { SecretsStore } from '../config/secrets.store.js';
import { SettingsService } from '../config/settings.service.js';
import { settingsSchema, type SettingKey } from '../config/settings-schema.js';
import { DEFAULT_CLIENT_KEY } from '../core/accounts/account.js';
import { OAuthClients } from '../oauth/oauth-clients.js';
import { ClientBreaker } from '../pool/client-breaker.js';

/** Settings that hold an address of Google's in a normal installation. */
const GOOGLE_ADDRESSES = [
  'google_authorization_url',
  'google_token_url',
  'google_userinfo_url',
  'gemini_base_url',
  'vertex_base_url',
  'resource_manager_base_url',
] as const satisfies readonly SettingKey[];

/** The settings that the dashboard shows and changes. */
@Controller('api/settings')
export class SettingsController {
  constructor(
    private readonly settings: SettingsService,
    private readonly secrets: SecretsStore,
    private readonly clients: OAuthClients,
    private readonly breaker: ClientBreaker,
  ) {}

  @Get()
  view(): SettingsView {
    const { current } = this.settings;
    return {
      settings: {
        auth_mode: current.auth_mode,
        oauth_clients: { ...current.oauth_clients },
        models: {
          ...current.models,
          mapping: [...current.models.mapping],
          claude_models: [...current.models.claude_models],
        },
        scheduling: { ...current.scheduling },
        quota_protection: structuredClone(current.quota_protection),
        retention: { ...current.retention },
      },
      oauth: {
        configured: this.clients.get(DEFAULT_CLIENT_KEY) !== undefined,
        redirect_uri: this.clients.redirectUri,
        scopes: [...current.google_scopes],
        refused_clients: [...this.breaker.refused],
      },
      foreign_addresses: Object.fromEntries(
        GOOGLE_ADDRESSES.filter((key) => current[key] !== settingsSchema.shape[key].parse(undefined)).map((key) => [
          key,
          current[key],
        ]),
      ),
      sandbox: { enabled: current.sandbox_console_url !== undefined, console_url: current.sandbox_console_url ?? null },
      gateway_url: this.settings.publicUrl,
    };
  }

  @Patch()
  async patch(@Body({ schema: patchSettingsSchema }) patch: PatchSettings): Promise<SettingsView> {
    const { oauth_clients: clients = {}, models, scheduling, quota_protection: quotas, retention, ...plain } = patch;
    const secrets = Object.entries(clients).flatMap(([key, { client_secret: secret }]) =>
      secret === undefined ? [] : [[key, secret] as const],
    );
    // The secret first: a client id without its secret would be taken for a configured client gone wrong.
    if (secrets.length > 0) {
      await this.secrets.change((current) => ({
        ...current,
        oauth_client_secrets: { ...current.oauth_client_secrets, ...Object.fromEntries(secrets) },
      }));
    }
    const ids = Object.fromEntries(Object.entries(clients).map(([key, { client_id }]) => [key, { client_id }]));
    await this.settings.change((stored) => ({
      ...stored,
      ...plain,
      ...(models && { models: { ...this.settings.current.models, ...models } }),
      ...(scheduling && { scheduling: { ...this.settings.current.scheduling, ...scheduling } }),
      ...(quotas && { quota_protection: { ...this.settings.current.quota_protection, ...quotas } }),
      ...(retention && { retention: { ...this.settings.current.retention, ...retention } }),
      ...(Object.keys(ids).length === 0 ? {} : { oauth_clients: { ...this.settings.current.oauth_clients, ...ids } }),
    }));
    return this.view();
  }
}
