import type { feedMessages as english } from '../en/feed.js';

/** What happened, in words. */
export const feedMessages: typeof english = {
  feed: {
    title: '实时动态',
    empty: '目前很平静。发生的事情会立即显示在这里。',
    gap: 'Regrant 重启过，或你离开了很久：这里可能缺少部分事件。账号信息是最新的。',
    markRead: '将警报标为已读',
    unread: (count: number) => `${count} 条未读警报`,
    someone: '某个账号',
    sentence: {
      'account.added': '账号已添加',
      'account.updated': '账号已更改',
      'account.disabled': '账号因 invalid_grant 被禁用',
      'account.reenabled': '账号已重新启用',
      'account.removed': '账号已删除',
      'account.proxy_disabled': '账号已暂停',
      'account.proxy_enabled': '账号已恢复',
      'account.blocked': '账号被 Google 限制',
      'account.unblocked': '限制已清除',
      'account.cooling': '账号冷却中',
      'model.protected': '为保留配额，模型受到保护',
      'model.restored': '模型恢复可用',
      'grant.refreshed': '访问令牌已刷新',
      'grant.refresh_failed': '刷新失败，将再次尝试',
      'grant.expiring': '授权即将到期',
      'pool.reloaded': '账号池已重新加载',
      'oauth_client.misconfigured': 'Google 拒绝了 OAuth 客户端',
      'oauth_client.recovered': 'OAuth 客户端恢复正常',
      'storage.degraded': '更改无法保存到磁盘',
      'storage.recovered': '更改恢复保存到磁盘',
      'request.finished': '请求已完成',
    },
    poolLoaded: (loaded: number) => `${loaded} 个账号可以处理请求`,
  },
};
