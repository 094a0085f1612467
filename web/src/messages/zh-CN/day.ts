import type { dayMessages as english } from '../en/day.js';

/** The last day on the overview, the health of the pool, and grants that will end. */
export const dayMessages: typeof english = {
  day: {
    requests: '请求',
    errors: '错误',
    latency: '响应时间',
    perMinute: (count) => `每分钟 ${count} 个`,
    last24h: '24 小时',
    noRequests: '最近没有',
    ofAll: (share) => `占全部的 ${share}`,
    inFiveMinutes: (count) => `5 分钟内 ${count} 个`,
    tokensTitle: '各模型 token',
    tokensText: '最近 24 小时，输入与输出',
    tokensNone: '最近 24 小时没有使用 token。',
    tokensInOut: (input, output) => `输入 ${input}，输出 ${output}`,
    moreModels: (count) => `另有 ${count} 个模型`,
    healthTitle: '账号状态',
    healthShow: (state, count) => `${state}：${count} 个，点击查看`,
    endingTitle: '即将失效的授权',
    endingText: '在那天之前重新登录，就不会中断。',
    loadFailed: '未能加载最近 24 小时',
    allUsage: '全部用量',
  },
};
