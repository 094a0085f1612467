import type { feedMessages as english } from '../en/feed.js';
import { accountCount } from './counts.js';

/** What happened, in words. */
export const feedMessages: typeof english = {
  feed: {
    title: 'Actividad en directo',
    empty: 'Todo tranquilo por ahora. Lo que ocurra aparecerá aquí al momento.',
    gap: 'Regrant se reinició, o estuviste fuera mucho tiempo: aquí pueden faltar eventos. Las cuentas están al día.',
    markRead: 'Marcar las alarmas como leídas',
    unread: (count: number) => (count === 1 ? '1 alarma sin leer' : `${count} alarmas sin leer`),
    someone: 'Una cuenta',
    sentence: {
      'account.added': 'cuenta añadida',
      'account.updated': 'cuenta modificada',
      'account.disabled': 'cuenta desactivada por invalid_grant',
      'account.reenabled': 'cuenta reactivada',
      'account.removed': 'cuenta eliminada',
      'account.proxy_disabled': 'cuenta en pausa',
      'account.proxy_enabled': 'cuenta reanudada',
      'account.blocked': 'cuenta bloqueada por Google',
      'account.unblocked': 'bloqueo quitado',
      'account.cooling': 'cuenta en descanso',
      'model.protected': 'modelo protegido para conservar cuota',
      'model.restored': 'modelo disponible otra vez',
      'grant.refreshed': 'token de acceso actualizado',
      'grant.refresh_failed': 'no se pudo actualizar, se volverá a intentar',
      'grant.expiring': 'la autorización terminará pronto',
      'pool.reloaded': 'grupo recargado',
      'oauth_client.misconfigured': 'Google rechaza el cliente OAuth',
      'oauth_client.recovered': 'el cliente OAuth vuelve a funcionar',
      'storage.degraded': 'los cambios no se pueden guardar en el disco',
      'storage.recovered': 'los cambios se guardan otra vez en el disco',
      'request.finished': 'solicitud terminada',
    },
    poolLoaded: (loaded: number) => `${accountCount(loaded)} ${loaded === 1 ? 'puede' : 'pueden'} atender`,
  },
};
