import type { overviewMessages as english } from '../en/overview.js';

/** The overview page. */
export const overviewMessages: typeof english = {
  overview: {
    title: '개요',
    poolTitle: '풀',
    servingOf: (total: number) => `/ 계정 ${total}개 사용 가능`,
    skipped: '제외된 계정',
    moreSkipped: (count: number) => `외 ${count}개`,
    skipReason: {
      disabled: '비활성화됨, 다시 로그인 필요',
      proxy_disabled: '일시중지됨',
      blocked: 'Google이 차단함',
      ejected: '여러 번 실패함',
      resting: '갱신 실패',
      cooling: '휴식 중',
      protected: '할당량 보호 중',
      busy: '허용된 만큼 처리 중',
      refreshing: '토큰 갱신 중',
    },
    reloadPool: '풀 다시 불러오기',
    reloadFailed: '풀을 다시 불러오지 못했습니다',
    connectTitle: '연결',
    gateway: '게이트웨이 주소',
    gatewayHelp: '클라이언트에 이 주소를 설정하세요.',
    nobodyServes: '요청을 처리할 수 있는 계정이 없습니다. 하나라도 돌아올 때까지 요청은 실패합니다.',
  },

  needs: {
    title: '확인이 필요한 항목',
    nothing: '없습니다. 모든 승인이 유효합니다.',
    none: '아직 계정이 없습니다.',
    reauthoriseCount: (count: number) => `다시 승인할 계정 ${count}개`,
    blockedCount: (count: number) => `Google이 차단한 계정 ${count}개`,
    unreadableCount: (count: number) => `읽을 수 없는 파일 ${count}개`,
    showAccount: '보기',
    showAccountNamed: (email: string) => `${email} 보기`,
  },
};
