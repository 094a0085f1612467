import type { sandboxMessages as english } from '../en/sandbox.js';

/** The page of the sandbox. */
export const sandboxMessages: typeof english = {
  sandbox: {
    intro: '这里由替身扮演 Google。弄坏一个授权，看 Regrant 如何察觉；不会伤到任何真实账号。',
    failed: '沙盒没有做到',
    grantsTitle: '谁授予了访问权',
    grantsText: '撤销是人在 Google 账号里做的事：一切立刻结束。过期是时间造成的：访问令牌还能再用一会儿。',
    noGrant: '没有有效的授权。重新授权该账号即可恢复。',
    granted: '授予于',
    refreshable: '可以刷新',
    notRefreshable: '刷新令牌已失效',
    revoke: '撤销',
    revokeNamed: (email) => `撤销 ${email} 的授权`,
    expire: '使其过期',
    expireNamed: (email) => `使 ${email} 的授权过期`,
    faultTitle: '令牌端点的故障',
    faultText: '在你另选之前，每次刷新都会遇到它。只有被拒绝的授权才会停用账号，这里的其他故障都不会。',
    faults: {
      none: '无：一切正常',
      unavailable: '503 服务不可用',
      too_many_requests: '429 请求过多',
      captive_portal: '网络的登录页面',
      hang: '完全没有回应',
      reset: '连接中断',
      invalid_rapt: 'invalid_grant：会话控制（invalid_rapt）',
    },
    drill: {
      title: '消防演习',
      text: '让一个账号的授权失效再恢复，中间发送一次真实请求，并为每一步计时。',
      start: '开始演习',
      steps: {
        revoke: (email) => `${email} 撤销授权`,
        disabled: () => '下一次刷新被拒绝：账号因 invalid_grant 停用',
        event: () => '本页已得知，从刷新时算起',
        serves: () => '请求由另一个账号处理',
        regrant: (email) => `${email} 重新授权`,
        reenabled: () => '新的刷新令牌已验证并保存：账号重新启用',
        back: () => '可以继续处理请求，从新令牌算起',
      },
      done: '一切正常。',
      failedAt: (reason) => `停在这里：${reason}`,
    },
  },
};
