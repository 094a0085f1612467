import { describe, expect, it } from 'vitest';
import { ShortLived } from '../../src/oauth/short-lived.js';
import { FLOW_LIFETIME_MS, SignInFlows, type SignInIntent } from '../../src/oauth/sign-in-flows.js';
import { ManualClock } from '../fakes/manual-clock.js';

const intentOf = (admin: string): SignInIntent => ({
  admin,
  clientKey: 'default',
  redirectUri: 'http://localhost:8045/api/oauth/google/callback',
  scopes: ['openid', 'email'],
  expected: null,
  nonce: 'nonce',
});

describe('sign-ins under way', () => {
  it('have a state of 256 bits of their own', () => {
    const flows = new SignInFlows(new ManualClock());
    const states = Array.from({ length: 1000 }, (_, at) => flows.open(intentOf(`admin ${at}`), 'verifier').state);
    expect(new Set(states).size).toBe(1000);
    for (const state of states) expect(Buffer.from(state, 'base64url')).toHaveLength(32);
  });

  it('share the browser of an admin session, and no other', () => {
    const flows = new SignInFlows(new ManualClock());
    const [first, second, other] = [
      flows.open(intentOf('a'), 'v1'),
      flows.open(intentOf('a'), 'v2'),
      flows.open(intentOf('b'), 'v3'),
    ];
    expect(first.browser).toBe(second.browser);
    expect(first.browser).not.toBe(other.browser);
  });

  it('are claimed once, by whom they belong to', () => {
    const flows = new SignInFlows(new ManualClock());
    const flow = flows.open(intentOf('a'), 'verifier');
    for (const browser of [undefined, '', flow.state, `${flow.browser}x`, flow.browser.slice(1)]) {
      expect(() => flows.claimByBrowser(flow.state, browser)).toThrow(
        expect.objectContaining({ code: 'oauth.state_rejected' }),
      );
    }
    expect(() => flows.claimByAdmin(flow.state, 'b')).toThrow();
    expect(flows.claimByBrowser(flow.state, flow.browser)).toEqual(flow);
    expect(flows.claimByBrowser(flow.state, flow.browser)).toBe('repeated');
    expect(flows.claimByAdmin(flow.state, 'a')).toBe('repeated');
    expect(() => flows.claimByBrowser(flow.state, 'somebody else')).toThrow();
  });

  it('end after ten minutes of real time, and leave no timer behind', () => {
    const clock = new ManualClock();
    const flows = new SignInFlows(clock);
    const flow = flows.open(intentOf('a'), 'verifier');
    clock.jumpWall(-86_400_000);
    clock.advance(FLOW_LIFETIME_MS - 1);
    expect(flows.pendingCount).toBe(1);
    clock.advance(1);
    expect(() => flows.claimByBrowser(flow.state, flow.browser)).toThrow();
    expect(flows.pendingCount).toBe(0);
    expect(clock.pendingTasks).toBe(0);
  });

  it('stay bounded in 10,000 starts of one admin, without pushing out the flow of another', () => {
    const clock = new ManualClock();
    const flows = new SignInFlows(clock);
    const mine = flows.open(intentOf('me'), 'verifier');
    let last = mine;
    for (let at = 0; at < 10_000; at += 1) last = flows.open(intentOf('somebody busy'), 'verifier');
    expect(flows.pendingCount).toBe(21);
    expect(clock.pendingTasks).toBe(21);
    expect(flows.claimByAdmin(mine.state, 'me')).toEqual(mine);
    expect(flows.claimByAdmin(last.state, 'somebody busy')).toEqual(last);
  });

  it('stay bounded in 10,000 starts of 10,000 admins, the newest kept', () => {
    const flows = new SignInFlows(new ManualClock());
    let last = flows.open(intentOf('first'), 'verifier');
    for (let at = 0; at < 10_000; at += 1) last = flows.open(intentOf(`admin ${at}`), 'verifier');
    expect(flows.pendingCount).toBe(200);
    expect(flows.claimByBrowser(last.state, last.browser)).toEqual(last);
  });
});

describe('a short-lived memory', () => {
  it('gives up spare entries before anybody’s only one', () => {
    const memory = new ShortLived<string>(new ManualClock(), { lifetimeMs: 1000, perOwner: 3, total: 4 });
    memory.put('a', 'alone', 'first of all');
    for (const key of ['b1', 'b2', 'b3']) memory.put(key, 'busy', key);
    memory.put('c', 'late', 'c');
    expect(['a', 'b1', 'b2', 'b3', 'c'].filter((key) => memory.get(key) !== undefined)).toEqual(['a', 'b2', 'b3', 'c']);
  });

  it('takes an entry once and starts its time anew when it is put again', () => {
    const clock = new ManualClock();
    const memory = new ShortLived<number>(clock, { lifetimeMs: 1000, perOwner: 3, total: 3 });
    memory.put('a', 'o', 1);
    clock.advance(900);
    memory.put('a', 'o', 2);
    clock.advance(900);
    expect(memory.take('a')).toBe(2);
    expect(memory.take('a')).toBeUndefined();
  });

  it('gives back what was lifted out of it for the rest of its time, and leaves no timer behind', () => {
    const clock = new ManualClock();
    const memory = new ShortLived<number>(clock, { lifetimeMs: 1000, perOwner: 3, total: 3 });
    memory.put('a', 'o', 1);
    memory.put('b', 'o', 2);
    const [putBackA, putBackB] = [memory.lift('a'), memory.lift('b')];
    expect([memory.get('a'), memory.get('b')]).toEqual([undefined, undefined]);
    clock.advance(900);
    putBackA();
    expect(memory.get('a')).toBe(1);
    clock.advance(100);
    putBackB();
    expect([memory.get('a'), memory.get('b')]).toEqual([undefined, undefined]);
    expect(clock.pendingTasks).toBe(0);
  });
});
