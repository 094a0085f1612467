import type { addMessages as english } from '../en/add.js';

/** Adding accounts, and how a sign-in at Google ended. */
export const addMessages: typeof english = {
  add: {
    title: '계정 추가',
    intro: '누구의 계정인지는 Google이 정합니다. 이미 있는 계정을 추가하면 승인이 갱신되고 설정은 그대로 유지됩니다.',
    notConfigured: 'Google이 아직 이 설치를 알지 못합니다',
    notConfiguredText: '먼저 OAuth 클라이언트를 만드세요. 초기 설정에서 어디를 눌러야 하는지 알려 줍니다.',
    toSetup: '초기 설정으로 가기',
    google: {
      title: 'Google로 로그인',
      text: '계정의 소유자가 로그인하고 액세스를 허용합니다. 이 컴퓨터의 브라우저에서 하는 것이 가장 좋습니다.',
      button: 'Google로 로그인',
    },
    token: {
      title: '갱신 토큰으로',
      text: '같은 OAuth 클라이언트에 발급된 토큰이어야 합니다. 먼저 Google에서 시험하며, 거부되면 아무것도 바뀌지 않습니다.',
      placeholder: '1//0g…',
      customLabel: '라벨(선택)',
      customLabelHelp: '이메일 옆에 표시됩니다.',
      project: 'Google Cloud 프로젝트 ID(선택)',
      projectHelp: '이 계정의 요청이 집계되는 프로젝트입니다.',
      empty: '먼저 갱신 토큰을 붙여 넣으세요.',
      failed: '계정을 추가하지 못했습니다',
    },
    headless: {
      title: '이 컴퓨터에 브라우저가 없을 때',
      text: 'Regrant가 다른 곳에서 실행 중이면 Google의 마지막 단계에서 브라우저가 표시할 수 없는 페이지로 이동합니다. 괜찮습니다. 필요한 것은 모두 그 주소에 들어 있습니다.',
      start: '로그인할 주소 받기',
      startFailed: '로그인을 시작하지 못했습니다',
      step1: '아무 브라우저에서나 이 주소를 열고 로그인하세요:',
      open: '새 탭에서 열기',
      step2: '마지막 페이지는 표시되지 않습니다. 그 주소 전체를 복사해 여기에 붙여 넣으세요:',
      label: '표시되지 않은 페이지의 주소',
      submit: '로그인 마치기',
      empty: '먼저 주소를 붙여 넣으세요.',
      failed: '로그인을 마치지 못했습니다',
    },
    result: {
      created: (email: string) => `${email} 계정을 추가했으며 요청을 처리할 수 있습니다`,
      updated: (email: string) => `${email} 계정은 이미 있었고, 승인을 갱신했습니다`,
      reenabled: (email: string) => `${email}: 계정이 다시 활성화되어 요청을 처리합니다`,
      unchanged: (email: string) => `${email}: 이미 가지고 있던 토큰입니다. 변경된 것은 없습니다`,
    },
    resultDisabled:
      '아직 비활성화 상태입니다. 같은 토큰으로는 되살릴 수 없습니다. 새 승인을 받으려면 Google로 다시 로그인하세요.',
    resultPaused: '일시중지 상태이며, 재개할 때까지 풀에 들어가지 않습니다.',
    toAccounts: '모든 계정 보기',
    another: '하나 더 추가',
    someone: '계정',
  },

  signInOutcome: {
    created: '계정을 추가했습니다',
    updated: '승인을 갱신했습니다',
    reenabled: '계정이 다시 활성화되었습니다',
    unchanged: '변경된 것이 없습니다',
    failed: '로그인하지 못했습니다',
    createdText: (email: string) => `이제 ${email} 계정이 요청을 처리할 수 있습니다.`,
    updatedText: (email: string) => `${email} 계정은 이미 있었고 새 승인을 받았습니다.`,
    reenabledText: (email: string) => `${email} 계정이 다시 요청을 처리합니다.`,
    unchangedText: (email: string) => `Google이 ${email} 계정에 이미 있던 토큰을 돌려주었습니다.`,
    refreshTokenKept:
      'Google이 새 갱신 토큰을 주지 않아 기존 토큰을 유지했습니다. 그 토큰이 무효라면 다음 갱신 때 계정이 다시 비활성화됩니다. Google 계정의 액세스 권한이 있는 앱에서 Regrant를 제거한 뒤 다시 로그인하세요.',
    failureUnknown: (code: string) =>
      `‘${code}’ 결과로 끝났습니다. 자세한 내용은 로그에 있습니다. 변경된 것은 없습니다.`,
  },

  otherPerson: {
    title: '다른 사람이 로그인했습니다',
    text: (actual: string, expected: string) =>
      `${expected} 계정을 위한 로그인이었지만 ${actual} 계정으로 로그인했습니다. 변경된 것은 없습니다.`,
    question: (actual: string) => `${actual} 계정을 별도의 계정으로 추가할까요?`,
    confirm: (actual: string) => `${actual} 추가`,
    cancel: '추가하지 않음',
    gone: '이 로그인은 끝났습니다',
  },
};
