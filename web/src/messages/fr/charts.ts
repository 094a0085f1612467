import type { chartsMessages as english } from '../en/charts.js';

/** Around every chart. */
export const chartsMessages: typeof english = {
  charts: {
    legend: 'Légende',
    asTable: 'En tableau',
    time: 'Heure',
    total: 'Total',
    described: (name) => `Graphique : ${name}. Les mêmes chiffres figurent dans le tableau en dessous.`,
    failed: 'Le graphique n’a pas pu être chargé. Les chiffres sont dans le tableau.',
  },
};
