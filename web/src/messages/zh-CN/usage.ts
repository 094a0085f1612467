import type { usageMessages as english } from '../en/usage.js';

/** The usage page: charts, totals, and what they are of. */
export const usageMessages: typeof english = {
  usage: {
    intro: '所有请求的汇总：按小时或按天，分模型、账号或密钥查看。',
    range: '时间范围',
    ranges: {
      '24h': '24 小时',
      '7d': '7 天',
      '30d': '30 天',
      '90d': '90 天',
      custom: '自定义',
    },
    customFrom: '开始日期',
    customTo: '结束日期',
    step: '间隔',
    steps: {
      hour: '按小时',
      day: '按天',
    },
    hoursTooMany: '按小时查看最多 14 天。',
    group: '分组',
    groups: {
      model: '模型',
      account: '账号',
      key: '密钥',
    },
    utcDays: '这里的一天按 UTC 计算。',
    loadFailed: '未能加载用量',
    empty: '这段时间没有请求。',
    measure: {
      requests: '请求',
      errors: '错误',
      input_tokens: '输入 token',
      output_tokens: '输出 token',
      cached_tokens: '缓存命中 token',
      thought_tokens: '思考 token',
    },
    duration: '耗时（第 95 百分位）',
    durationText: '每 20 个请求中有 19 个比这更快。',
    chartName: (measure, group) => `${measure}（按${group}）`,
    totals: '合计',
    share: '错误占比',
    others: '其他',
    none: '无',
    csv: '下载 CSV',
  },
};
