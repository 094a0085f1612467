import type { frameMessages as english } from '../en/frame.js';

/** What surrounds every page. */
export const frameMessages: typeof english = {
  frame: {
    skipToContent: '跳到正文',
    navigation: '主导航',
    openNavigation: '打开导航',
    navigationDescription: '控制台的各个页面',
    signOut: '退出登录',
    signOutFailed: '退出请求没有送达服务器，你仍处于登录状态。',
    version: (version: string) => `版本 ${version}`,
    notFoundText: '地址可能输错了，或来自其他版本。',
    backToOverview: '返回概览',
    sideBar: '侧边栏',
    notifications: '通知',
    dismiss: '关闭',
    language: '语言',
  },

  theme: {
    label: '颜色模式',
    light: '浅色',
    dark: '深色',
    system: '跟随系统',
  },

  connection: {
    label: '连接状态',
    connecting: '正在连接',
    live: '实时',
    reconnecting: '正在重连',
    offline: '离线',
    explain: {
      connecting: '正在连接 Regrant。',
      live: '变化一发生就会显示。',
      reconnecting: '连接中断了，你看到的可能是片刻之前的内容。',
      offline: 'Regrant 没有响应。它可能已停止或正在重启，本页会继续尝试。',
    },
  },

  banners: {
    sandbox: '沙盒：由模拟程序扮演 Google，这里没有真实账号。',
    sandboxLabel: '沙盒',
    foreignLabel: '非 Google 的地址',
    sandboxConsole: '打开沙盒控制台',
    unsavedLabel: '未保存的更改',
    unsaved: (count: number) => `磁盘拒绝写入：${count} 个账号的更改只保存在内存中。`,
    unsavedExplain: '请求照常进行。磁盘恢复后会自动保存这些更改，请检查剩余空间。',
    foreign: 'Regrant 当前通信的对象不是 Google。',
    foreignExplain: '以下设置指向其他地址，这些地址会看到你账号的令牌：',
    clientRefusedLabel: 'OAuth 客户端被拒绝',
    clientRefused: (key: string) => `Google 拒绝了 OAuth 客户端“${key}”。`,
    clientRefusedExplain:
      '账号本身没有问题，但在修复之前，使用该客户端的账号都拿不到新的访问令牌。请与 Google 控制台核对客户端 ID 和密钥。',
    toClient: '检查 OAuth 客户端',
  },

  errors: {
    quoted: (words: string) => `“${words}”`,
    unreachable: 'Regrant 没有响应。',
    unreachableHint: '请检查它是否在运行。没有做任何更改。',
    unexpected: '无法理解返回的内容。',
    unexpectedHint: '请重新加载页面；它的版本可能与服务器不同。',
    retry: '重试',
    copy: '复制',
    copied: '已复制',
    copyFailed: '请手动选中并复制',
  },
};
