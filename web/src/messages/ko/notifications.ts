import type { notificationsMessages as english } from '../en/notifications.js';

/** The notification centre, and alarms as notifications of the browser. */
export const notificationsMessages: typeof english = {
  notifications: {
    title: '알림',
    open: '알림',
    openUnread: (count: number) => `알림, 읽지 않은 경보 ${count}개`,
    description: '계정에 일어난 일, 최신순',
    empty: '알아 두어야 할 일이 없습니다.',
    fresh: '새 알림',
    seen: '이전 알림',
    markRead: '모두 읽음으로 표시',
    more: (count: number) => `이전 알림 ${count}개`,
    toAccount: (email: string) => `${email} 보기`,
    browser: {
      title: '이 페이지를 보고 있지 않을 때 알리기',
      text: '경보만 알립니다: 무효가 된 승인, 차단, 거부된 OAuth 클라이언트, 쓸 수 없는 디스크.',
      enable: '알림 허용',
      disable: '알림 끄기',
      on: '경보를 이 브라우저의 알림으로 받습니다.',
      denied: '이 브라우저에서 이 페이지의 알림이 차단되어 있습니다. 브라우저의 사이트 설정에서 허용하세요.',
      unsupported: '이 브라우저는 여기에서 알림을 지원하지 않습니다. 대부분 localhost나 HTTPS에서만 지원합니다.',
      many: (count: number) => `경보 ${count}개`,
    },
  },
};
