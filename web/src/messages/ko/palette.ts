import type { paletteMessages as english } from '../en/palette.js';

/** The command palette. */
export const paletteMessages: typeof english = {
  palette: {
    open: '검색 및 실행',
    title: '페이지로 이동하거나 계정 작업하기',
    input: '페이지, 계정 또는 작업',
    results: '결과',
    none: (query: string) => `‘${query}’에 대한 결과가 없습니다`,
    found: (count: number) => `결과 ${count}개`,
    more: (count: number) => `${count}개 더 있음: 계속 입력해 범위를 좁히세요`,
    groups: { pages: '페이지', accounts: '계정', appearance: '모양' },
    openNamed: (email: string) => `${email} 열기`,
    theme: (mode: string) => `색상 모드: ${mode}`,
    keys: { choose: '선택', run: '실행', close: '닫기' },
  },
};
