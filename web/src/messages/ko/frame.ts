import type { frameMessages as english } from '../en/frame.js';

/** What surrounds every page. */
export const frameMessages: typeof english = {
  frame: {
    skipToContent: '본문으로 건너뛰기',
    navigation: '주 메뉴',
    openNavigation: '메뉴 열기',
    navigationDescription: '대시보드의 페이지',
    signOut: '로그아웃',
    signOutFailed: '로그아웃 요청이 서버에 닿지 않았습니다. 아직 로그인된 상태입니다.',
    version: (version: string) => `버전 ${version}`,
    notFoundText: '주소를 잘못 입력했거나 다른 버전의 주소일 수 있습니다.',
    backToOverview: '개요로 가기',
    sideBar: '사이드바',
    notifications: '알림',
    dismiss: '닫기',
    language: '언어',
  },

  theme: {
    label: '색상 모드',
    light: '밝게',
    dark: '어둡게',
    system: '시스템 설정',
  },

  connection: {
    label: '연결 상태',
    connecting: '연결 중',
    live: '실시간',
    reconnecting: '다시 연결 중',
    offline: '오프라인',
    explain: {
      connecting: 'Regrant에 연결하고 있습니다.',
      live: '변경 사항이 일어나는 즉시 표시됩니다.',
      reconnecting: '연결이 끊겼습니다. 지금 보이는 내용은 조금 전의 것일 수 있습니다.',
      offline: 'Regrant가 응답하지 않습니다. 중지되었거나 다시 시작하는 중일 수 있으며, 이 페이지는 계속 시도합니다.',
    },
  },

  banners: {
    sandbox: '샌드박스: Google 역할은 시뮬레이터가 맡고 있으며, 여기 있는 계정은 모두 실제 계정이 아닙니다.',
    sandboxLabel: '샌드박스',
    foreignLabel: 'Google이 아닌 주소',
    sandboxConsole: '샌드박스 콘솔 열기',
    unsavedLabel: '저장되지 않은 변경 사항',
    unsaved: (count: number) => `디스크에 쓸 수 없어 계정 ${count}개의 변경 사항이 메모리에만 있습니다.`,
    unsavedExplain:
      '요청은 계속 처리됩니다. 디스크에 다시 쓸 수 있게 되면 자동으로 저장됩니다. 남은 공간을 확인하세요.',
    foreign: 'Regrant가 Google과 통신하고 있지 않습니다.',
    foreignExplain: '다음 설정은 다른 주소를 가리키며, 그 주소에 계정의 토큰이 전달됩니다:',
    clientRefusedLabel: 'OAuth 클라이언트 거부됨',
    clientRefused: (key: string) => `Google이 OAuth 클라이언트 ‘${key}’를 거부합니다.`,
    clientRefusedExplain:
      '계정에는 문제가 없지만, 해결될 때까지 이 클라이언트의 계정은 새 액세스 토큰을 받지 못합니다. 클라이언트 ID와 보안 비밀번호를 Google 콘솔과 비교하세요.',
    toClient: 'OAuth 클라이언트 확인',
  },

  errors: {
    quoted: (words: string) => `“${words}”`,
    unreachable: 'Regrant가 응답하지 않습니다.',
    unreachableHint: '실행 중인지 확인하세요. 변경된 것은 없습니다.',
    unexpected: '응답을 이해할 수 없습니다.',
    unexpectedHint: '페이지를 새로 고치세요. 서버와 버전이 다를 수 있습니다.',
    retry: '다시 시도',
    copy: '복사',
    copied: '복사됨',
    copyFailed: '직접 선택해서 복사하세요',
  },
};
