import type { dayMessages as english } from '../en/day.js';

/** The last day on the overview, the health of the pool, and grants that will end. */
export const dayMessages: typeof english = {
  day: {
    requests: 'Solicitudes',
    errors: 'Errores',
    latency: 'Tiempo de respuesta',
    perMinute: (count) => `${count} por minuto`,
    last24h: '24 h',
    noRequests: 'ninguna últimamente',
    ofAll: (share) => `${share} del total`,
    inFiveMinutes: (count) => `${count} en 5 minutos`,
    tokensTitle: 'Tokens por modelo',
    tokensText: 'Últimas 24 horas, entrada y salida',
    tokensNone: 'No se usaron tokens en las últimas 24 horas.',
    tokensInOut: (input, output) => `${input} de entrada, ${output} de salida`,
    moreModels: (count) => (count === 1 ? 'y 1 modelo más' : `y ${count} modelos más`),
    healthTitle: 'Cuentas por estado',
    healthShow: (state, count) => `${state}: ${count}. Mostrarlas`,
    endingTitle: 'Permisos que terminarán pronto',
    endingText: 'Inicia sesión de nuevo antes de ese día y nada se detendrá.',
    loadFailed: 'No se pudieron cargar las últimas 24 horas',
    allUsage: 'Todo el consumo',
  },
};
