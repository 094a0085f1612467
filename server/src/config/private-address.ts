import { BlockList, isIP } from 'node:net';
import { isLoopbackHost } from './loopback.js';

/** Networks that no public service is in: this machine, this house, this company, the cloud's metadata service, nobody. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** Names that mean a machine nearby, wherever they lead. */
const PRIVATE_NAMES = /^(?:localhost|.*\.(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa))$/;

/**
 * Whether an IP address is no public one. An IPv4 address in the clothes of IPv6 is judged as what it is; addresses that
 * are translated on the way are taken for private, because nobody here knows where they lead.
 *
 * @see RFC 6890, RFC 4193, RFC 4291 §2.5.5, RFC 6052
 */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return PRIVATE.check(mapped, 'ipv4');
  return isIP(address) === 6 ? PRIVATE.check(address, 'ipv6') : PRIVATE.check(address, 'ipv4');
}

/**
 * Whether the host of an address is private as far as it can be told without asking anybody. URL has already turned
 * decimal, octal and hexadecimal spellings into plain ones.
 *
 * @param host  as `URL.hostname` gives it
 */
export function isPrivateHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (isIP(name) !== 0) return isPrivateAddress(name);
  return isLoopbackHost(name) || PRIVATE_NAMES.test(name) || !name.includes('.');
}
