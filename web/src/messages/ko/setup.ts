import type { setupMessages as english } from '../en/setup.js';

/** The OAuth client’s set-up page. */
export const setupMessages: typeof english = {
  setup: {
    title: '초기 설정',
    welcome: 'Regrant에 오신 것을 환영합니다',
    intro:
      '계정이 로그인하려면 한 가지가 필요합니다. Google에 직접 만든 OAuth 클라이언트입니다. 5분 정도 걸리며 무료입니다.',
    doneIntro: 'Google이 이 설치를 알고 있습니다. OAuth 클라이언트가 바뀔 때만 이 페이지가 다시 필요합니다.',
    configured: 'OAuth 클라이언트가 설정되었습니다',
    configuredText: (clientId: string) => `클라이언트 ID ${clientId}`,
    configuredElsewhere: '환경 변수로 지정되어 있습니다.',
    loadFailed: '설정을 불러오지 못했습니다',
    stepsTitle: 'Google에서 만들 것',
    opensGoogle: '새 탭에서 Google을 엽니다',
    steps: {
      project: {
        title: '프로젝트',
        text: 'Google Cloud 콘솔에서 프로젝트를 만들거나 기존 프로젝트를 선택하세요. 요청은 그 프로젝트로 집계됩니다.',
        link: '프로젝트 만들기',
      },
      api: {
        title: 'Gemini API',
        text: '그 프로젝트에서 ‘Generative Language API’(Gemini API)를 사용 설정하세요. Vertex AI를 쓰려면 ‘Vertex AI API’도 사용 설정하세요.',
        link: 'Generative Language API 사용 설정',
      },
      consent: {
        title: '동의 화면',
        text: '앱 이름과 이메일을 입력하고, 모든 계정이 내 Workspace에 속한 경우가 아니라면 ‘외부’를 선택하세요.',
        link: '동의 화면 열기',
      },
      publish: {
        title: '프로덕션으로 게시',
        text: '‘대상’에서 ‘앱 게시’를 선택하세요. ‘테스트’로 표시되는 동안에는 Google이 모든 승인을 7일 뒤에 끝내므로, 계정마다 매주 다시 로그인해야 합니다.',
        link: '대상 페이지 열기',
      },
      client: {
        title: 'OAuth 클라이언트',
        text: '‘웹 애플리케이션’ 유형의 OAuth 클라이언트를 만들고, ‘승인된 리디렉션 URI’에 다음을 글자 하나 틀리지 않게 추가하세요:',
        link: 'OAuth 클라이언트 만들기',
        redirectUri: '리디렉션 URI',
      },
    },
    formTitle: 'Google이 보여 주는 값을 붙여 넣으세요',
    replaceTitle: 'OAuth 클라이언트 교체',
    replaceWarning: '승인은 그것을 받은 클라이언트에 속합니다. 교체하면 모든 계정이 다시 로그인해야 합니다.',
    clientId: '클라이언트 ID',
    clientIdPlaceholder: '1234567890-abc….apps.googleusercontent.com',
    clientIdEmpty: '클라이언트 ID를 붙여 넣으세요.',
    clientIdOdd:
      'Google의 클라이언트 ID는 .apps.googleusercontent.com으로 끝납니다. 프로젝트 이름이나 보안 비밀번호가 아닌지 확인하세요.',
    clientSecret: '클라이언트 보안 비밀번호',
    clientSecretHelp: '이 컴퓨터의 secrets.json에 보관되며 다시 표시되지 않습니다.',
    clientSecretEmpty: '클라이언트 보안 비밀번호를 붙여 넣으세요.',
    save: 'OAuth 클라이언트 저장',
    saved: 'OAuth 클라이언트를 저장했습니다',
    saveFailed: 'OAuth 클라이언트를 저장하지 못했습니다',
    next: '첫 번째 계정 추가',
    nextAnother: '계정 추가',
  },
};
