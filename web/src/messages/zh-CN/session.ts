import type { sessionMessages as english } from '../en/session.js';

/** The sign-in page. */
export const sessionMessages: typeof english = {
  session: {
    title: '登录 Regrant',
    intro: 'Regrant 启动时会打印一个登录链接。打开它，或粘贴到这里。',
    method: '登录方式',
    byToken: '链接或令牌',
    byPassword: '密码',
    token: '登录链接或管理员令牌',
    tokenHelp: '链接只能使用一次。管理员令牌在数据目录的 secrets.json 中。',
    password: '管理员密码',
    passwordHelp: '通过 REGRANT_ADMIN_PASSWORD 设置的密码。',
    submit: '登录',
    signingIn: '正在登录…',
    empty: '请先粘贴链接或令牌。',
    emptyPassword: '请先输入密码。',
    linkFailed: '无法用此链接登录',
    failed: '登录未成功',
    unreachable: 'Regrant 没有响应，正在等它恢复…',
  },
};
