import type { pagesMessages as english } from '../en/pages.js';

/** What the pages are called. */
export const pagesMessages: typeof english = {
  pages: {
    overview: '概览',
    accounts: '账号',
    account: '账号',
    addAccount: '添加账号',
    requests: '请求',
    request: '请求',
    usage: '用量',
    connect: '接入',
    keys: '密钥',
    settings: '设置',
    setup: '初始配置',
    firstRun: '欢迎',
    help: '帮助',
    sandbox: '沙盒',
    notFound: '没有这个页面',
  },
};
