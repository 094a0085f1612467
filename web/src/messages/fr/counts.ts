/** « 1 compte », « 2 comptes ». */
export const accountCount = (count: number): string => (count < 2 ? `${count} compte` : `${count} comptes`);
