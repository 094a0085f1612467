import type { notificationsMessages as english } from '../en/notifications.js';

/** The notification centre, and alarms as notifications of the browser. */
export const notificationsMessages: typeof english = {
  notifications: {
    title: 'Notificaciones',
    open: 'Notificaciones',
    openUnread: (count: number) =>
      count === 1 ? 'Notificaciones, 1 alarma sin leer' : `Notificaciones, ${count} alarmas sin leer`,
    description: 'Lo que les ha pasado a las cuentas, lo más reciente primero',
    empty: 'No ha pasado nada que debas saber.',
    fresh: 'Nuevo',
    seen: 'Antes',
    markRead: 'Marcar todo como leído',
    more: (count: number) => (count === 1 ? 'y 1 más antigua' : `y ${count} más antiguas`),
    toAccount: (email: string) => `Mostrar ${email}`,
    browser: {
      title: 'Avisarme cuando esta página no esté a la vista',
      text: 'Solo alarmas: una autorización muerta, un bloqueo, un cliente OAuth rechazado, un disco que no admite escritura.',
      enable: 'Permitir notificaciones',
      disable: 'Dejar de notificar',
      on: 'Las alarmas llegan como notificaciones de este navegador.',
      denied:
        'Este navegador tiene orden de no mostrar ninguna de esta página. Permítelas en sus ajustes para este sitio.',
      unsupported: 'Este navegador no ofrece notificaciones aquí; la mayoría solo lo hace en localhost o con HTTPS.',
      many: (count: number) => `${count} alarmas`,
    },
  },
};
