import { expect, it } from 'vitest';

import { refusalIn } from './gateway-refusal.js';

const message = 'no';

it.each([
  ['OpenAI’s', { error: { message, code: 'caller.key_missing' } }, 'caller.key_missing'],
  ['OpenAI’s, within a stream', { response: { error: { message, code: 'pool.cooling' } } }, 'pool.cooling'],
  ['Anthropic’s', { error: { message, details: { error_code: 'pool.empty' } } }, 'pool.empty'],
  ['Gemini’s', { error: { message, code: 503, details: [{ metadata: { code: 'pool.empty' } }] } }, 'pool.empty'],
  ['none', { error: { message, code: null } }, ''],
])('finds the code in an error of %s', (_shape, body, code) => {
  expect(refusalIn(body)).toEqual({ message, code });
});

it.each([undefined, 'no', {}, { error: {} }, { error: { message: '' } }, { response: null }])(
  'finds no error in %j',
  (body) => {
    expect(refusalIn(body)).toBeUndefined();
  },
);
