import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';

import { anEvent } from '../../testing/fixtures.js';
import { useBrowserNotifications } from './browser-notifications.js';

const shown: { title: string; body: string }[] = [];
let answer: NotificationPermission = 'granted';

class FakeNotification {
  static permission: NotificationPermission = 'default';
  static requestPermission = vi.fn(() => {
    FakeNotification.permission = answer;
    return Promise.resolve(answer);
  });
  readonly close = (): void => undefined;

  constructor(title: string, { body = '' }: NotificationOptions) {
    shown.push({ title, body });
  }
}

const dead = (seq: number) => anEvent(seq, 'account.disabled', { account_id: `${seq}`, email: `a${seq}@example.com` });

describe('notifications of the browser', () => {
  beforeEach(() => {
    vi.stubGlobal('Notification', FakeNotification);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    FakeNotification.permission = 'default';
    FakeNotification.requestPermission.mockClear();
    shown.length = 0;
    answer = 'granted';
    useBrowserNotifications().disable();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('are never asked for by themselves, and none comes before they were', () => {
    const { state, tell } = useBrowserNotifications();
    tell([dead(1)]);
    expect(state.value).toBe('off');
    expect(FakeNotification.requestPermission).not.toHaveBeenCalled();
    expect(shown).toEqual([]);
  });

  it('tell of alarms, and of nothing else, once they are allowed', async () => {
    const { state, enable, tell } = useBrowserNotifications();
    await enable();
    expect(state.value).toBe('on');
    tell([dead(1), anEvent(2, 'grant.refreshed'), anEvent(3, 'account.reenabled')]);
    expect(shown.map(({ title }) => title)).toEqual(['a1@example.com: account disabled due to invalid_grant']);
  });

  it('keep quiet while somebody looks at the page, and after they were switched off', async () => {
    const { enable, disable, tell } = useBrowserNotifications();
    await enable();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
    tell([dead(1)]);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    disable();
    await nextTick();
    tell([dead(2)]);
    expect(shown).toEqual([]);
  });

  it('become one when many come at once', async () => {
    const { enable, tell } = useBrowserNotifications();
    await enable();
    tell([1, 2, 3, 4].map(dead));
    expect(shown).toHaveLength(1);
    expect(shown[0]?.title).toContain('4 alarms');
    expect(shown[0]?.body).toContain('a3@example.com');
  });

  it('say so when the person, or the browser, refuses', async () => {
    answer = 'denied';
    const { state, enable } = useBrowserNotifications();
    await enable();
    expect(state.value).toBe('denied');
    vi.unstubAllGlobals();
    Reflect.deleteProperty(window, 'Notification');
    expect(useBrowserNotifications().state.value).toBe('unsupported');
  });

  it('say so when the browser has only their name', async () => {
    const { state, enable, tell } = useBrowserNotifications();
    await enable();
    vi.stubGlobal(
      'Notification',
      Object.assign(
        function refuse() {
          throw new TypeError('Illegal constructor');
        },
        { permission: 'granted' },
      ),
    );
    tell([dead(1)]);
    expect(state.value).toBe('unsupported');
  });
});
