import type { notificationsMessages as english } from '../en/notifications.js';

/** The notification centre, and alarms as notifications of the browser. */
export const notificationsMessages: typeof english = {
  notifications: {
    title: '通知',
    open: '通知',
    openUnread: (count: number) => `通知，${count} 条未读警报`,
    description: '账号发生的事，最新的在前',
    empty: '没有发生需要你知道的事。',
    fresh: '新的',
    seen: '更早',
    markRead: '全部标为已读',
    more: (count: number) => `还有更早的 ${count} 条`,
    toAccount: (email: string) => `查看 ${email}`,
    browser: {
      title: '页面不在眼前时提醒我',
      text: '只提醒警报：授权失效、受限、OAuth 客户端被拒绝、磁盘拒绝写入。',
      enable: '允许通知',
      disable: '停止通知',
      on: '警报会以此浏览器的通知形式出现。',
      denied: '此浏览器已被设为不显示本页的通知。请在浏览器的网站设置中允许。',
      unsupported: '此浏览器在这里不提供通知；多数浏览器只在 localhost 或 HTTPS 下提供。',
      many: (count: number) => `${count} 条警报`,
    },
  },
};
