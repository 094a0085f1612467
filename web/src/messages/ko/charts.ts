import type { chartsMessages as english } from '../en/charts.js';

/** Around every chart. */
export const chartsMessages: typeof english = {
  charts: {
    legend: '범례',
    asTable: '표로 보기',
    time: '시각',
    total: '합계',
    described: (name) => `차트: ${name}. 같은 수치가 아래 표에 있습니다.`,
    failed: '차트를 불러오지 못했습니다. 수치는 표에 있습니다.',
  },
};
