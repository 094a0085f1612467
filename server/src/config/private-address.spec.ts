import { describe, expect, it } from 'vitest';
import { isPrivateAddress, isPrivateHost } from './private-address.js';

const hostOf = (url: string): string => new URL(url).hostname;

describe('a private host', () => {
  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://2130706433',
    'http://0x7f.1',
    'http://0177.0.0.1',
    'http://0',
    'http://0.0.0.0',
    'http://10.1.2.3',
    'http://100.64.0.1',
    'http://169.254.169.254',
    'http://2852039166',
    'http://0xA9FEA9FE',
    'http://0251.0376.0251.0376',
    'http://[::ffff:a9fe:a9fe]',
    'http://[::ffff:169.254.169.254]',
    'http://[::a9fe:a9fe]',
    'http://[64:ff9b::a9fe:a9fe]',
    'http://[2002:a9fe:a9fe::]',
    'http://172.16.0.1',
    'http://172.31.255.255',
    'http://192.168.1.1',
    'http://198.18.0.1',
    'http://224.0.0.1',
    'http://255.255.255.255',
    'http://[::]',
    'http://[::1]',
    'http://[fe80::1]',
    'http://[fd00:ec2::254]',
    'http://[fc00::1]',
    'http://[ff02::1]',
    'http://localhost',
    'http://LOCALHOST.',
    'http://api.localhost',
    'http://metadata.google.internal',
    'http://metadata',
    'http://router.lan',
    'http://nas.local',
    'http://box.home.arpa',
  ])('%s', (url) => {
    expect(isPrivateHost(hostOf(url))).toBe(true);
  });

  it.each([
    'https://generativelanguage.googleapis.com',
    'https://oauth2.googleapis.com',
    'https://8.8.8.8',
    'https://172.15.0.1',
    'https://172.32.0.1',
    'https://100.63.0.1',
    'https://100.128.0.1',
    'https://192.167.1.1',
    'https://11.0.0.1',
    'https://[2a00:1450:4001:800::200e]',
    'https://[::ffff:808:808]',
    'https://local.example',
    'https://internal.example',
  ])('is not %s', (url) => {
    expect(isPrivateHost(hostOf(url))).toBe(false);
  });

  it('is told by its address as name servers give it', () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:10.0.0.1', 'fe80::1'])
      expect(isPrivateAddress(address)).toBe(true);
    for (const address of ['142.250.0.1', '2a00:1450::1', '::ffff:142.250.0.1'])
      expect(isPrivateAddress(address)).toBe(false);
  });
});
