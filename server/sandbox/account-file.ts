import { randomUUID } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MintedGrant } from './google.js';
import type { Person } from './person.js';

/** An account as Regrant stores it (`accounts/<id>.json`); times are unix seconds. */
export interface EnrolledAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly sub: string;
  readonly custom_label: string | null;
  readonly token: {
    readonly access_token: string;
    readonly refresh_token: string;
    readonly token_type: 'Bearer';
    readonly expires_in: number;
    readonly expiry_timestamp: number;
    readonly email: string;
    readonly project_id: string;
    readonly oauth_client_key: string;
    readonly scope: string;
  };
  readonly disabled: false;
  readonly proxy_disabled: false;
  readonly protected_models: readonly string[];
  readonly priority: number;
  readonly created_at: number;
  readonly last_used: number;
}

export interface EnrolmentOptions {
  readonly id?: string;
  readonly projectId?: string;
  readonly nowMs?: number;
}

/** The file of a person who has enrolled with a grant just minted. */
export function enrolledAccountFile(
  person: Person,
  grant: MintedGrant,
  { id = randomUUID(), projectId = 'sandbox-project', nowMs = Date.now() }: EnrolmentOptions = {},
): EnrolledAccount {
  const nowSeconds = Math.floor(nowMs / 1000);
  return {
    id,
    email: person.email,
    name: person.name,
    sub: person.sub,
    custom_label: null,
    token: {
      access_token: grant.accessToken,
      refresh_token: grant.refreshToken,
      token_type: 'Bearer',
      expires_in: grant.expiresIn,
      expiry_timestamp: nowSeconds + grant.expiresIn,
      email: person.email,
      project_id: projectId,
      oauth_client_key: 'default',
      scope: grant.scope,
    },
    disabled: false,
    proxy_disabled: false,
    protected_models: [],
    priority: 0,
    created_at: nowSeconds,
    last_used: nowSeconds,
  };
}

/** Writes the file into a data directory the way Regrant would: 0600 in directories of 0700. Answers its path. */
export async function writeAccountFile(dataDirectory: string, account: EnrolledAccount): Promise<string> {
  const directory = join(dataDirectory, 'accounts');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const path = join(directory, `${account.id}.json`);
  await writeFile(path, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return path;
}
