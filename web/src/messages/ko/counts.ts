/** “계정 2개”. */
export const accountCount = (count: number): string => `계정 ${count}개`;
