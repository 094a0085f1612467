import { describe, expect, it } from 'vitest';
import { SettingsService } from '../config/settings.service.js';
import { AllowedOrigins } from './allowed-origins.js';

const allowed = (env: Record<string, string> = { REGRANT_PORT: '8045' }) =>
  new AllowedOrigins(new SettingsService({ argv: [], env, file: {} }, { save: async () => undefined }));

const PUBLIC = { REGRANT_PORT: '8045', REGRANT_PUBLIC_URL: 'https://grants.example' };

const OURS = ['localhost:8045', '127.0.0.1:8045', '[::1]:8045', 'LocalHost:8045'];
const FOREIGN = [
  'evil.example',
  'evil.example:8045',
  'localhost',
  'localhost:8046',
  'localhost:80',
  'localhost:08045',
  'localhost:8045.',
  'localhost.:8045',
  'localhost:8045@evil.example',
  'evil@localhost:8045',
  'localhost:8045,evil.example',
  ' localhost:8045',
  'localhost:8045 ',
  'localhost:8045/',
  'http://localhost:8045',
  '127.0.0.1.evil.example:8045',
  'localhost.evil.example:8045',
  'xlocalhost:8045',
  '127.1:8045',
  '127.0.0.2:8045',
  '2130706433:8045',
  '0x7f000001:8045',
  '0.0.0.0:8045',
  '[::]:8045',
  '[::ffff:127.0.0.1]:8045',
  '::1:8045',
  '[0:0:0:0:0:0:0:1]:8045',
  '',
  'null',
  'undefined',
];

describe('the names that Regrant answers to', () => {
  it.each(OURS)('%s is one', (host) => expect(allowed().isHost(host)).toBe(true));

  it.each(FOREIGN)('"%s" is none', (host) => expect(allowed().isHost(host)).toBe(false));

  it('do not include no name at all', () => expect(allowed().isHost(undefined)).toBe(false));

  it('include the public address, whole, beside the local ones', () => {
    const origins = allowed(PUBLIC);
    expect(['grants.example', 'localhost:8045'].map((host) => origins.isHost(host))).toEqual([true, true]);
    expect(
      ['grants.example:443', 'x.grants.example', 'grants.example.evil'].map((host) => origins.isHost(host)),
    ).toEqual([false, false, false]);
  });

  it('follow the port that is listened on', () => {
    const settings = new SettingsService(
      { argv: [], env: { REGRANT_PORT: '0' }, file: {} },
      { save: async () => undefined },
    );
    const origins = new AllowedOrigins(settings);
    settings.listeningOn(5000);
    expect(['localhost:5000', 'localhost:0', 'localhost:8045'].map((host) => origins.isHost(host))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('need no port on port 80, as browsers send none there', () => {
    expect(allowed({ REGRANT_PORT: '80' }).isHost('localhost')).toBe(true);
    expect(allowed({ REGRANT_PORT: '80' }).isOrigin('http://localhost')).toBe(true);
  });
});

describe('the origins that Regrant takes for its own pages', () => {
  it.each(OURS.slice(0, 3))('http://%s is one', (host) => expect(allowed().isOrigin(`http://${host}`)).toBe(true));

  it.each([
    ...FOREIGN.map((host) => `http://${host}`),
    'https://localhost:8045',
    'http://localhost:8045/',
    'HTTP://localhost:8045',
    'ws://localhost:8045',
    'file://',
    'null',
    '',
  ])('"%s" is none', (origin) => expect(allowed().isOrigin(origin)).toBe(false));

  it('include the public address with its own scheme only', () => {
    expect(allowed(PUBLIC).isOrigin('https://grants.example')).toBe(true);
    expect(allowed(PUBLIC).isOrigin('http://grants.example')).toBe(false);
  });
});
