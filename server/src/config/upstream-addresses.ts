import { isLoopbackHost } from './loopback.js';
import { isPrivateAddress, isPrivateHost } from './private-address.js';
import type { Settings } from './settings-schema.js';

/** Settings that say where tokens are sent to. */
export const TOKEN_ADDRESSES = [
  'google_authorization_url',
  'google_token_url',
  'google_userinfo_url',
  'gemini_base_url',
  'vertex_base_url',
  'resource_manager_base_url',
] as const;

/** Who is confirmed to be a neighbour: everybody, or with the sandbox those on this machine. */
type Confirmation = Pick<Settings, 'allow_private_upstreams' | 'sandbox_console_url'>;

/** What an address should have been, and what to do about it. */
interface AddressFault {
  readonly expected: string;
  readonly cure: string;
}

/**
 * What is wrong with sending tokens to an address, or undefined.
 *
 * @param url  an http or https address
 */
export function addressFault(url: string, settings: Confirmation): AddressFault | undefined {
  const { protocol, hostname } = new URL(url);
  const isHere = isLoopbackHost(hostname);
  if (protocol !== 'https:' && !isHere) return NOT_SECURE;
  if (!isPrivateHost(hostname) || settings.allow_private_upstreams) return undefined;
  return isHere && settings.sandbox_console_url !== undefined ? undefined : NOT_CONFIRMED;
}

const NOT_SECURE: AddressFault = {
  expected: 'an https address, because tokens travel there',
  cure: 'Write it with https; plain http is only taken to this machine.',
};

const NOT_CONFIRMED: AddressFault = {
  expected: 'a public address, and this one is on this machine or in a private network',
  cure: 'Check it; if it is meant, confirm it with REGRANT_ALLOW_PRIVATE_UPSTREAMS=true.',
};

/** Whether a connection to this IP address may be opened, which a name has just been looked up for. */
export function mayConnectTo(name: string, address: string, settings: Confirmation): boolean {
  // Google's own names may lead to private addresses in networks that are set up so; their certificates prove them.
  if (!isPrivateAddress(address) || settings.allow_private_upstreams || /\.google(?:apis)?\.com$/.test(name))
    return true;
  return isLoopbackHost(address) && settings.sandbox_console_url !== undefined;
}
