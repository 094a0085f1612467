import fc from 'fast-check';
import type { Route } from './route-table.js';

/** A request that a test has made up. */
export interface GeneratedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Text that has brought programs down before. */
const NASTY = fc.constantFrom(
  '',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '..',
  '../../secrets.json',
  '%2e%2e%2fsecrets.json',
  '..%5c..%5csecrets.json',
  '%00',
  '%',
  '%zz',
  '%e0%80',
  '%F0%9F%99%88',
  '*',
  ':',
  ';',
  'a;b=c',
  '[object Object]',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '\u202e\u0000\u0007\u001b[2J',
  '\ud800',
  '9'.repeat(400),
  'x'.repeat(5000),
  '(a+)+$',
  '-1',
  '1e309',
  'NaN',
  'true',
  'http://169.254.169.254/',
  'file:///etc/passwd',
  'environment',
  'default',
);

const anyText = fc.oneof(NASTY, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }));

/** The names that the routes look at, so that what is generated gets past the first look. */
const FIELD = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        'token',
        'password',
        'current',
        'next',
        'name',
        'models',
        'per_minute',
        'ids',
        'id',
        'action',
        'reason',
        'items',
      ],
      ...[
        'refresh_token',
        'access_token',
        'custom_label',
        'project_id',
        'priority',
        'proxy_disabled',
        'blocked',
        'url',
      ],
      ...['oauth_clients', 'client_id', 'client_secret', 'default', 'flow', 'model', 'messages', 'role', 'content'],
      ...[
        'contents',
        'parts',
        'text',
        'stream',
        'tools',
        'input',
        'max_tokens',
        'generationConfig',
        'system',
        'type',
        'n',
      ],
    ),
  },
  { weight: 1, arbitrary: NASTY },
);

const { value: anyValue } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyText,
    fc.constantFrom(null, true, false, 0, -0, -1, 1, 1.5, 2 ** 53, 1e308, 'user', 'gemini-2.5-flash-lite', 'refresh'),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(FIELD, tie('value')), { maxLength: 5 })
    // Own properties, whatever they are called.
    .map((entries) => entries.reduce((object, [name, value]) => define(object, name, value), {})),
}));

function define(object: object, name: string, value: unknown): object {
  return Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

const brokenBody = fc.constantFrom(
  '{',
  '[',
  '"',
  '{"a":1,"a":2}',
  '{"a":1e309}',
  '{"a":"\\ud800"}',
  '[]'.repeat(3),
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"a":{"__proto__":{"polluted":true}}}',
  '\ufeff{}',
  '\u0000',
  'a=b&c=d',
  '--x\r\n\r\n',
);

const body = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  { weight: 4, arbitrary: anyValue.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: brokenBody },
);

const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom(
            'key',
            'after',
            'alt',
            'account_id',
            'code',
            'state',
            'error',
            'by',
            'group',
            'limit',
            'beta',
            '__proto__',
            'a[b]',
            'a[]',
          ),
          anyText,
        ),
        { maxLength: 4 },
      )
      .map(
        (pairs) => `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '?',
      '?&&==',
      '?a=%',
      '?a=%ff',
      '?after=1&after=2',
      '?__proto__[polluted]=1',
      '?constructor.prototype.polluted=1',
    ),
  },
);

const contentType = fc.constantFrom(
  'application/json',
  'application/json',
  'application/json',
  'application/json; charset=utf-7',
  'text/plain',
  'application/x-www-form-urlencoded',
  '',
);

const visible = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

/**
 * Requests over a table of routes: addresses with every kind of segment, bodies with the fields that are looked at and
 * with what is no body, with one right, the other, or none.
 */
export function generatedRequests(
  routes: readonly Route[],
  rights: readonly Readonly<Record<string, string>>[],
): fc.Arbitrary<GeneratedRequest> {
  const segment = fc.oneof(NASTY, fc.constant('nothing'), fc.string({ maxLength: 20 })).map((text) => encoded(text));
  const url = (route: Route) =>
    fc
      .tuple(segment, segment, query)
      .map(([first, rest, tail]) => route.url.replace(/:\w+/g, () => first).replace(/\*$/, () => rest) + tail);
  return fc.constantFrom(...routes).chain((route) =>
    fc.record({
      method: fc.constant(route.method),
      url: url(route),
      headers: fc
        .record({ right: fc.constantFrom(...rights), type: contentType, extra: anyText })
        .map(({ right, type, extra }) => ({
          ...right,
          'content-type': type,
          'x-anything': visible(extra),
          'x-goog-user-project': visible(extra),
        })),
      body,
    }),
  );
}

/** Kept as it is where it is already encoded, wrongly or not. */
const encoded = (text: string): string => (text.includes('%') ? text : encodeURIComponent(text.toWellFormed()));
