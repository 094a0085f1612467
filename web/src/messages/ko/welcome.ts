import type { welcomeMessages as english } from '../en/welcome.js';

/** The first run: from nothing to an account that serves. */
export const welcomeMessages: typeof english = {
  welcome: {
    title: 'Regrant에 오신 것을 환영합니다',
    intro: '네 단계만 거치면 내 Google 계정이 첫 요청에 답합니다. 언제든 나갔다가 다시 올 수 있습니다.',
    steps: '단계',
    step: (number: number, total: number) => `${total}단계 중 ${number}단계`,
    done: '완료',
    leave: '나중에 하기',
    next: '계속',
    client: {
      title: '내 OAuth 클라이언트',
      text: 'Google이 이 설치를 알아야 합니다. 직접 OAuth 클라이언트를 만드세요. 5분 정도 걸리며 비용은 없습니다.',
      ready: 'OAuth 클라이언트가 설정되었습니다.',
    },
    account: {
      title: '첫 번째 계정',
      text: '요청에 답할 Google 계정으로 로그인하세요. Google이 허용 여부를 묻습니다.',
      ready: (email: string) => `${email} 계정이 요청을 처리할 수 있습니다.`,
      elsewhere: '이 컴퓨터에 브라우저가 없거나 갱신 토큰이 이미 있나요?',
      waiting: '계정이 추가되었지만 아직 요청을 처리할 수 없습니다. 이유는 계정 페이지에 있습니다.',
    },
    key: {
      title: '프로그램을 위한 키',
      text: '게이트웨이를 쓰는 프로그램은 키를 제시합니다. 키는 지금 한 번만 표시되니 필요한 곳에 복사해 두세요.',
      create: '키 만들기',
      name: '첫 번째 키',
      value: '키',
      failed: '키를 만들지 못했습니다',
      have: '이미 키가 있습니다',
      paste: '가지고 있는 키',
    },
    request: {
      title: '첫 번째 요청',
      text: '프로그램이 보내는 것과 똑같은 실제 요청입니다. 키와 함께 게이트웨이를 거쳐 Google이 답합니다.',
      model: '모델',
      prompt: '질문',
      samplePrompt: '짧은 한 문장으로 인사해 주세요.',
      send: '요청 보내기',
      stop: '중지',
      answer: '답변',
      waiting: '첫 단어를 기다리는 중…',
      nothing: '답변이 비어 있습니다.',
      stopped: '중지했습니다.',
      failed: '요청에 대한 답을 받지 못했습니다',
      proof: '잘 작동합니다. 내 계정이 답했습니다.',
    },
    finish: {
      title: '모두 끝났습니다',
      text: '이제부터 Regrant가 승인을 유지하고, 필요할 때 알려 드립니다.',
      overview: '개요로 가기',
      connect: '프로그램 설정하기',
      more: '계정 더 추가하기',
    },
  },
};
