import type { feedMessages as english } from '../en/feed.js';

/** What happened, in words. */
export const feedMessages: typeof english = {
  feed: {
    title: '실시간 피드',
    empty: '아직 조용합니다. 무슨 일이 생기면 바로 여기에 표시됩니다.',
    gap: 'Regrant가 다시 시작되었거나 오래 자리를 비우셨습니다. 일부 이벤트가 빠져 있을 수 있지만 계정 정보는 최신입니다.',
    markRead: '경보를 읽음으로 표시',
    unread: (count: number) => `읽지 않은 경보 ${count}개`,
    someone: '계정',
    sentence: {
      'account.added': '계정 추가됨',
      'account.updated': '계정 변경됨',
      'account.disabled': 'invalid_grant 때문에 계정 비활성화됨',
      'account.reenabled': '계정 다시 활성화됨',
      'account.removed': '계정 삭제됨',
      'account.proxy_disabled': '계정 일시중지됨',
      'account.proxy_enabled': '계정 재개됨',
      'account.blocked': 'Google이 계정을 차단함',
      'account.unblocked': '차단 해제됨',
      'account.cooling': '계정 휴식 중',
      'model.protected': '할당량을 위해 모델 보호됨',
      'model.restored': '모델 다시 사용 가능',
      'grant.refreshed': '액세스 토큰 갱신됨',
      'grant.refresh_failed': '갱신 실패, 다시 시도할 예정',
      'grant.expiring': '승인이 곧 끝남',
      'pool.reloaded': '풀을 다시 불러옴',
      'oauth_client.misconfigured': 'Google이 OAuth 클라이언트를 거부함',
      'oauth_client.recovered': 'OAuth 클라이언트가 다시 작동함',
      'storage.degraded': '변경 사항을 디스크에 저장할 수 없음',
      'storage.recovered': '변경 사항을 다시 디스크에 저장함',
      'request.finished': '요청 완료',
    },
    poolLoaded: (loaded: number) => `계정 ${loaded}개가 요청을 처리할 수 있습니다`,
  },
};
