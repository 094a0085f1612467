import type { paletteMessages as english } from '../en/palette.js';

/** The command palette. */
export const paletteMessages: typeof english = {
  palette: {
    open: '搜索与操作',
    title: '前往页面，或操作账号',
    input: '页面、账号或操作',
    results: '结果',
    none: (query: string) => `没有找到“${query}”`,
    found: (count: number) => `${count} 个结果`,
    more: (count: number) => `还有 ${count} 个，继续输入以缩小范围`,
    groups: { pages: '页面', accounts: '账号', appearance: '外观' },
    openNamed: (email: string) => `打开 ${email}`,
    theme: (mode: string) => `颜色模式：${mode}`,
    keys: { choose: '选择', run: '执行', close: '关闭' },
  },
};
