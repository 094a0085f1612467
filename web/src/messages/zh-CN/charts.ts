import type { chartsMessages as english } from '../en/charts.js';

/** Around every chart. */
export const chartsMessages: typeof english = {
  charts: {
    legend: '图例',
    asTable: '以表格查看',
    time: '时间',
    total: '合计',
    described: (name) => `图表：${name}。下方表格中有相同的数字。`,
    failed: '图表未能加载。数字都在表格里。',
  },
};
