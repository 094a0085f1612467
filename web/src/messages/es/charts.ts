import type { chartsMessages as english } from '../en/charts.js';

/** Around every chart. */
export const chartsMessages: typeof english = {
  charts: {
    legend: 'Leyenda',
    asTable: 'Como tabla',
    time: 'Momento',
    total: 'Total',
    described: (name) => `Gráfico: ${name}. Las mismas cifras están en la tabla de abajo.`,
    failed: 'No se pudo cargar el gráfico. Las cifras están en la tabla.',
  },
};
