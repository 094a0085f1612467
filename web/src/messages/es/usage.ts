import type { usageMessages as english } from '../en/usage.js';

/** The usage page: charts, totals, and what they are of. */
export const usageMessages: typeof english = {
  usage: {
    intro: 'El total de las solicitudes, por hora o por día, de cada modelo, cuenta o clave.',
    range: 'Periodo',
    ranges: {
      '24h': '24 horas',
      '7d': '7 días',
      '30d': '30 días',
      '90d': '90 días',
      custom: 'Otro',
    },
    customFrom: 'Primer día',
    customTo: 'Último día',
    step: 'Intervalo',
    steps: {
      hour: 'Horas',
      day: 'Días',
    },
    hoursTooMany: 'Las horas se muestran hasta 14 días.',
    group: 'Por',
    groups: {
      model: 'Modelo',
      account: 'Cuenta',
      key: 'Clave',
    },
    utcDays: 'Aquí un día es un día UTC.',
    loadFailed: 'No se pudo cargar el consumo',
    empty: 'No hubo solicitudes en este periodo.',
    measure: {
      requests: 'Solicitudes',
      errors: 'Errores',
      input_tokens: 'Tokens de entrada',
      output_tokens: 'Tokens de salida',
      cached_tokens: 'Tokens de la caché',
      thought_tokens: 'Tokens de razonamiento',
    },
    duration: 'Duración, percentil 95',
    durationText: '19 de cada 20 solicitudes tardaron menos.',
    chartName: (measure, group) => `${measure} por ${group.toLowerCase()}`,
    totals: 'Totales',
    share: 'Proporción de errores',
    others: 'Otros',
    none: 'ninguno',
    csv: 'Descargar CSV',
  },
};
