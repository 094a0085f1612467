import { isIPv4 } from 'node:net';

/** Whether this name or address, brackets or not, never leaves the machine. Names are taken by their letters. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}
