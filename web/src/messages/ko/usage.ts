import type { usageMessages as english } from '../en/usage.js';

/** The usage page: charts, totals, and what they are of. */
export const usageMessages: typeof english = {
  usage: {
    intro: '모든 요청의 합계를 시간별 또는 일별로, 모델·계정·키마다 보여 줍니다.',
    range: '기간',
    ranges: {
      '24h': '24시간',
      '7d': '7일',
      '30d': '30일',
      '90d': '90일',
      custom: '직접 지정',
    },
    customFrom: '첫날',
    customTo: '마지막 날',
    step: '간격',
    steps: {
      hour: '시간별',
      day: '일별',
    },
    hoursTooMany: '시간별 보기는 14일까지 가능합니다.',
    group: '기준',
    groups: {
      model: '모델',
      account: '계정',
      key: '키',
    },
    utcDays: '하루는 UTC 기준입니다.',
    loadFailed: '사용량을 불러오지 못했습니다',
    empty: '이 기간에는 요청이 없었습니다.',
    measure: {
      requests: '요청',
      errors: '오류',
      input_tokens: '입력 토큰',
      output_tokens: '출력 토큰',
      cached_tokens: '캐시에서 읽은 토큰',
      thought_tokens: '사고에 쓴 토큰',
    },
    duration: '소요 시간, 95백분위',
    durationText: '요청 20건 중 19건은 이보다 빨랐습니다.',
    chartName: (measure, group) => `${group}별 ${measure}`,
    totals: '합계',
    share: '오류 비율',
    others: '기타',
    none: '없음',
    csv: 'CSV 내려받기',
  },
};
