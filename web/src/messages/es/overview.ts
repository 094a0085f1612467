import type { overviewMessages as english } from '../en/overview.js';
import { accountCount } from './counts.js';

/** The overview page. */
export const overviewMessages: typeof english = {
  overview: {
    title: 'Resumen',
    poolTitle: 'Grupo',
    servingOf: (total: number) => (total === 1 ? 'de 1 cuenta puede atender' : `de ${total} cuentas pueden atender`),
    skipped: 'Fuera del grupo',
    moreSkipped: (count: number) => `y ${count} más`,
    skipReason: {
      disabled: 'desactivada, vuelve a autorizarla',
      proxy_disabled: 'en pausa',
      blocked: 'bloqueada por Google',
      ejected: 'falló varias veces',
      resting: 'falló la actualización',
      cooling: 'en descanso',
      protected: 'cuota protegida',
      busy: 'ya atiende todo lo que puede',
      refreshing: 'se está renovando su token',
    },
    reloadPool: 'Recargar el grupo',
    reloadFailed: 'No se ha podido recargar el grupo',
    connectTitle: 'Conectar',
    gateway: 'Dirección de la pasarela',
    gatewayHelp: 'Configura tu cliente con esta dirección.',
    nobodyServes: 'Ninguna cuenta puede atender. Las solicitudes fallarán hasta que vuelva alguna.',
  },

  needs: {
    title: 'Lo que te espera',
    nothing: 'Nada. Todas las autorizaciones están vivas.',
    none: 'Aún no hay cuentas.',
    reauthoriseCount: (count: number) => `${accountCount(count)} por volver a autorizar`,
    blockedCount: (count: number) =>
      count === 1 ? '1 cuenta bloqueada por Google' : `${count} cuentas bloqueadas por Google`,
    unreadableCount: (count: number) => (count === 1 ? '1 archivo ilegible' : `${count} archivos ilegibles`),
    showAccount: 'Mostrar',
    showAccountNamed: (email: string) => `Mostrar ${email}`,
  },
};
