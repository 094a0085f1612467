/** Around every chart. */
export const chartsMessages = {
  charts: {
    legend: 'Legend',
    asTable: 'As a table',
    time: 'Time',
    total: 'Total',
    described: (name: string) => `Chart: ${name}. The same numbers are in the table below it.`,
    failed: 'The chart could not be loaded. The numbers are in the table.',
  },
};
