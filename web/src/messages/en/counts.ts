/** “1 account”, “2 accounts”. */
export const accountCount = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`);
