import { SettingsError } from './settings-error.js';

/** The proxy that this machine's environment prescribes for connections to other machines. */
export interface OutboundProxy {
  readonly url: string;
  /** Hosts that are reached without it, as NO_PROXY lists them. */
  readonly except: string;
}

/**
 * Reads `HTTPS_PROXY` and `NO_PROXY`, in capitals or not; all that Regrant sends to other machines is https.
 *
 * @throws SettingsError when the address cannot be used: going without the proxy would be going where nobody wants it
 */
export function outboundProxyOf(env: Readonly<Record<string, string | undefined>>): OutboundProxy | undefined {
  const url = env['https_proxy'] || env['HTTPS_PROXY'];
  if (url === undefined || url === '') return undefined;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) {
    return { url, except: env['no_proxy'] || env['NO_PROXY'] || '' };
  }
  throw new SettingsError([
    {
      key: 'HTTPS_PROXY',
      source: 'environment',
      expected: 'the address of an http or https proxy',
      cure: 'Write it as http://host:port, or unset it to connect without a proxy.',
    },
  ]);
}

/** The password in a proxy's address: as secret as any other. */
export function proxyPasswordOf(proxy: OutboundProxy | undefined): string | undefined {
  const password = proxy === undefined ? '' : new URL(proxy.url).password;
  return password === '' ? undefined : decodeURIComponent(password);
}
