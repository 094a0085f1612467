import { describe, expect, it } from 'vitest';
import { placeOf, RouteFinder } from './route-finder.js';
import type { Route } from './routes/route-tools.js';

const route = (name: string): Route =>
  Object.assign(
    () => {
      throw new Error(name);
    },
    { title: name },
  );
const [list, one, chat] = [route('list'), route('one'), route('chat')];
const finder = new RouteFinder([
  ['GET', '/v1/models', list],
  ['GET', '/v1/models/*', one],
  ['POST', '/v1/chat/completions', chat],
]);

describe('the route of an address', () => {
  it.each([
    ['GET', '/v1/models', list],
    ['GET', '/v1/models/', one],
    ['GET', '/v1/models/a:b', one],
    ['POST', '/v1/chat/completions', chat],
  ])('is found: %s %s', (method, path, expected) => {
    expect(finder.find(method, path)?.route).toBe(expected);
    // Out of memory.
    expect(finder.find(method, path)?.route).toBe(expected);
  });

  it.each([
    ['GET', '/v1/chat/completions'],
    ['HEAD', '/v1/models'],
    ['POST', '/v1/chat/completions/'],
    ['POST', '/v1/Chat/completions'],
    ['GET', '/v1/models%2Fa'],
    ['GET', '/v1/mod%65ls'],
    ['GET', '/v1/models/a#b'],
    ['GET', '/v1/models;a'],
    ['GET', `/v1/models/${'a'.repeat(600)}`],
    ['GET', ''],
  ])('is left to others where it is not plain: %s %s', (method, path) => {
    expect([finder.find(method, path), finder.find(method, path)]).toEqual([undefined, undefined]);
  });

  it('tells the wire, and what the request log calls it', () => {
    const told = (path: string, version?: string) => {
      const { wire, traceName } = placeOf(one, path, version);
      return [wire.name, traceName];
    };
    expect(told('/v1/models')).toEqual(['openai', 'openai']);
    expect(told('/v1/models', '2023-06-01')).toEqual(['anthropic', 'anthropic']);
    expect(told('/v1/responses')).toEqual(['openai', 'openai-responses']);
    expect(told('/v1/projects/p/locations/l/publishers/google/models/m:generateContent')).toEqual(['gemini', 'vertex']);
    expect(told('/v1beta/models')).toEqual(['gemini', 'gemini']);
  });
});
