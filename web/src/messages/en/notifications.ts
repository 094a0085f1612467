/** The notification centre, and alarms as notifications of the browser. */
export const notificationsMessages = {
  notifications: {
    title: 'Notifications',
    open: 'Notifications',
    openUnread: (count: number) =>
      count === 1 ? 'Notifications, 1 unread alarm' : `Notifications, ${count} unread alarms`,
    description: 'What happened to accounts, newest first',
    empty: 'Nothing has happened that you would need to know.',
    fresh: 'New',
    seen: 'Earlier',
    markRead: 'Mark all as read',
    more: (count: number) => `and ${count} older`,
    toAccount: (email: string) => `Show ${email}`,
    browser: {
      title: 'Tell me when this page is not in view',
      text: 'Alarms only: a dead grant, a block, a refused OAuth client, a disk that refuses writes.',
      enable: 'Allow notifications',
      disable: 'Stop notifications',
      on: 'Alarms come as notifications of this browser.',
      denied: 'This browser was told to show none from this page. Allow them in the browser’s settings for this site.',
      unsupported: 'This browser offers no notifications here; most do only at localhost or with HTTPS.',
      many: (count: number) => `${count} alarms`,
    },
  },
};
