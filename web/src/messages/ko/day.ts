import type { dayMessages as english } from '../en/day.js';

/** The last day on the overview, the health of the pool, and grants that will end. */
export const dayMessages: typeof english = {
  day: {
    requests: '요청',
    errors: '오류',
    latency: '응답 시간',
    perMinute: (count) => `분당 ${count}건`,
    last24h: '24시간',
    noRequests: '최근 없음',
    ofAll: (share) => `전체의 ${share}`,
    inFiveMinutes: (count) => `5분간 ${count}건`,
    tokensTitle: '모델별 토큰',
    tokensText: '최근 24시간, 입력과 출력',
    tokensNone: '최근 24시간 동안 사용한 토큰이 없습니다.',
    tokensInOut: (input, output) => `입력 ${input}, 출력 ${output}`,
    moreModels: (count) => `외 모델 ${count}개`,
    healthTitle: '상태별 계정',
    healthShow: (state, count) => `${state}: ${count}개. 보기`,
    endingTitle: '곧 끝나는 권한',
    endingText: '그날 전에 다시 로그인하면 아무것도 멈추지 않습니다.',
    loadFailed: '최근 24시간을 불러오지 못했습니다',
    allUsage: '전체 사용량',
  },
};
