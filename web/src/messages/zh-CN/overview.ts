import type { overviewMessages as english } from '../en/overview.js';

/** The overview page. */
export const overviewMessages: typeof english = {
  overview: {
    title: '概览',
    poolTitle: '账号池',
    servingOf: (total: number) => `/ ${total} 个账号可用`,
    skipped: '未参与的账号',
    moreSkipped: (count: number) => `以及另外 ${count} 个`,
    skipReason: {
      disabled: '已禁用，需重新登录',
      proxy_disabled: '已暂停',
      blocked: '被 Google 限制',
      ejected: '多次失败',
      resting: '刷新失败',
      cooling: '冷却中',
      protected: '配额保护中',
      busy: '已达到可承担的上限',
      refreshing: '正在更新令牌',
    },
    reloadPool: '重新加载账号池',
    reloadFailed: '账号池未能重新加载',
    connectTitle: '接入',
    gateway: '网关地址',
    gatewayHelp: '把客户端指向这个地址。',
    nobodyServes: '没有可用的账号。在有账号恢复之前，请求都会失败。',
  },

  needs: {
    title: '需要你处理',
    nothing: '没有。所有授权都有效。',
    none: '还没有账号。',
    reauthoriseCount: (count: number) => `${count} 个账号待重新授权`,
    blockedCount: (count: number) => `${count} 个账号被 Google 限制`,
    unreadableCount: (count: number) => `${count} 个文件无法读取`,
    showAccount: '查看',
    showAccountNamed: (email: string) => `查看 ${email}`,
  },
};
