/** “2 个账号”。 */
export const accountCount = (count: number): string => `${count} 个账号`;
