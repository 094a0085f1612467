/** «1 cuenta», «2 cuentas». */
export const accountCount = (count: number): string => (count === 1 ? '1 cuenta' : `${count} cuentas`);
