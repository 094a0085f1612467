import type { addMessages as english } from '../en/add.js';

/** Adding accounts, and how a sign-in at Google ended. */
export const addMessages: typeof english = {
  add: {
    title: '添加账号',
    intro: '账号属于谁由 Google 说了算。添加已有的账号会更新其授权，并保留原有设置。',
    notConfigured: 'Google 还不认识这个安装',
    notConfiguredText: '请先创建 OAuth 客户端，初始配置页会告诉你点哪里。',
    toSetup: '前往初始配置',
    google: {
      title: '使用 Google 登录',
      text: '由账号所有者登录并允许访问。最好在这台机器的浏览器中完成。',
      button: '使用 Google 登录',
    },
    token: {
      title: '使用刷新令牌',
      text: '须由同一个 OAuth 客户端签发。会先在 Google 验证；如被拒绝，不会有任何更改。',
      placeholder: '1//0g…',
      customLabel: '标签（可选）',
      customLabelHelp: '显示在邮箱旁边。',
      project: 'Google Cloud 项目 ID（可选）',
      projectHelp: '此账号的请求计入该项目。',
      empty: '请先粘贴刷新令牌。',
      failed: '账号未添加',
    },
    headless: {
      title: '这台机器上没有浏览器',
      text: '如果 Regrant 在别处运行，Google 的最后一步会跳到一个浏览器打不开的页面。没关系，所需的内容都在它的地址里。',
      start: '获取登录地址',
      startFailed: '未能开始登录',
      step1: '在任意浏览器中打开此地址并登录：',
      open: '在新标签页中打开',
      step2: '最后一页无法显示。请复制它的完整地址并粘贴到这里：',
      label: '无法显示的页面的地址',
      submit: '完成登录',
      empty: '请先粘贴地址。',
      failed: '登录未完成',
    },
    result: {
      created: (email: string) => `${email} 已添加，可以处理请求`,
      updated: (email: string) => `${email} 已存在，授权已更新`,
      reenabled: (email: string) => `${email}：账号已重新启用，恢复处理请求`,
      unchanged: (email: string) => `${email}：这些令牌它原本就有，没有做任何更改`,
    },
    resultDisabled: '它仍处于禁用状态：相同的令牌无法让它恢复。请重新使用 Google 登录以获得新的授权。',
    resultPaused: '它处于暂停状态，在你恢复之前不会进入账号池。',
    toAccounts: '查看所有账号',
    another: '再添加一个',
    someone: '账号',
  },

  signInOutcome: {
    created: '账号已添加',
    updated: '授权已更新',
    reenabled: '账号已重新启用',
    unchanged: '没有任何更改',
    failed: '登录失败',
    createdText: (email: string) => `${email} 现在可以处理请求。`,
    updatedText: (email: string) => `${email} 已存在，并获得了新的授权。`,
    reenabledText: (email: string) => `${email} 恢复处理请求。`,
    unchangedText: (email: string) => `Google 返回的是 ${email} 原有的令牌。`,
    refreshTokenKept:
      'Google 没有给出新的刷新令牌，因此保留了旧的。如果旧令牌已失效，账号会在下次刷新时再次被禁用：请在 Google 账号中移除 Regrant 的访问权限，然后重新登录。',
    failureUnknown: (code: string) => `结果为“${code}”，详情见日志。没有做任何更改。`,
  },

  otherPerson: {
    title: '登录的是另一个人',
    text: (actual: string, expected: string) =>
      `登录的是 ${actual}，但这次登录是为 ${expected} 发起的。没有做任何更改。`,
    question: (actual: string) => `要把 ${actual} 作为单独的账号添加吗？`,
    confirm: (actual: string) => `添加 ${actual}`,
    cancel: '不添加',
    gone: '这次登录已经结束',
  },
};
