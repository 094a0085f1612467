import type { pagesMessages as english } from '../en/pages.js';

/** What the pages are called. */
export const pagesMessages: typeof english = {
  pages: {
    overview: '개요',
    accounts: '계정',
    account: '계정',
    addAccount: '계정 추가',
    requests: '요청',
    request: '요청',
    usage: '사용량',
    connect: '연결',
    keys: '키',
    settings: '설정',
    setup: '초기 설정',
    firstRun: '환영합니다',
    help: '도움말',
    sandbox: '샌드박스',
    notFound: '없는 페이지입니다',
  },
};
