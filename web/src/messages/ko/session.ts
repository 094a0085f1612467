import type { sessionMessages as english } from '../en/session.js';

/** The sign-in page. */
export const sessionMessages: typeof english = {
  session: {
    title: 'Regrant에 로그인',
    intro: 'Regrant는 시작할 때 로그인 링크를 출력합니다. 그 링크를 열거나 여기에 붙여 넣으세요.',
    method: '로그인 방법',
    byToken: '링크 또는 토큰',
    byPassword: '비밀번호',
    token: '로그인 링크 또는 관리자 토큰',
    tokenHelp: '링크는 한 번만 쓸 수 있습니다. 관리자 토큰은 데이터 디렉터리의 secrets.json에 있습니다.',
    password: '관리자 비밀번호',
    passwordHelp: 'REGRANT_ADMIN_PASSWORD로 설정한 비밀번호입니다.',
    submit: '로그인',
    signingIn: '로그인하는 중…',
    empty: '먼저 링크나 토큰을 붙여 넣으세요.',
    emptyPassword: '먼저 비밀번호를 입력하세요.',
    linkFailed: '이 링크로 로그인하지 못했습니다',
    failed: '로그인하지 못했습니다',
    unreachable: 'Regrant가 응답하지 않습니다. 돌아오기를 기다리는 중…',
  },
};
