import type { sandboxMessages as english } from '../en/sandbox.js';

/** The page of the sandbox. */
export const sandboxMessages: typeof english = {
  sandbox: {
    intro:
      '여기서는 대역이 Google 역할을 합니다. 권한을 끊어 보고 Regrant가 알아차리는 모습을 보세요. 실제 계정에는 아무 일도 없습니다.',
    failed: '샌드박스가 처리하지 못했습니다',
    grantsTitle: '누가 접근을 허용했는가',
    grantsText:
      '취소는 사람이 Google 계정에서 하는 일로, 모든 것이 바로 끝납니다. 만료는 시간이 하는 일로, 액세스 토큰은 잠시 더 살아 있습니다.',
    noGrant: '살아 있는 권한이 없습니다. 계정을 다시 승인하면 생깁니다.',
    granted: '허용한 때',
    refreshable: '갱신 가능',
    notRefreshable: '리프레시 토큰이 죽음',
    revoke: '취소',
    revokeNamed: (email) => `${email} 권한 취소`,
    expire: '만료',
    expireNamed: (email) => `${email} 권한 만료`,
    faultTitle: '토큰 엔드포인트의 말썽',
    faultText:
      '다른 것을 고를 때까지 모든 갱신이 겪는 일입니다. 거부된 권한만이 계정을 비활성화할 수 있고, 나머지는 그러지 않습니다.',
    faults: {
      none: '없음: 정상 작동',
      unavailable: '503 서비스를 쓸 수 없음',
      too_many_requests: '429 요청이 너무 많음',
      captive_portal: '네트워크의 로그인 페이지',
      hang: '아무 응답 없음',
      reset: '연결이 끊김',
      invalid_rapt: 'invalid_grant: 세션 제어(invalid_rapt)',
    },
    drill: {
      title: '비상 훈련',
      text: '한 계정의 권한을 죽였다가 되살리고, 그 사이에 실제 요청을 보내며 단계마다 시간을 잽니다.',
      start: '훈련 시작',
      steps: {
        revoke: (email) => `${email} 님이 권한을 취소합니다`,
        disabled: () => '다음 갱신이 거부됩니다: invalid_grant로 계정 비활성화',
        event: () => '이 페이지가 알게 되었습니다(갱신 때부터)',
        serves: () => '다른 계정이 요청을 처리합니다',
        regrant: (email) => `${email} 님이 다시 허용합니다`,
        reenabled: () => '새 리프레시 토큰을 확인하고 저장했습니다: 계정 재활성화',
        back: () => '처리할 준비가 되었습니다(새 토큰을 받은 때부터)',
      },
      done: '모두 제대로 되었습니다.',
      failedAt: (reason) => `여기서 멈췄습니다: ${reason}`,
    },
  },
};
