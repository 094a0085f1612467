import type { feedMessages as english } from '../en/feed.js';
import { accountCount } from './counts.js';

/** What happened, in words. */
export const feedMessages: typeof english = {
  feed: {
    title: 'Fil en direct',
    empty: 'Tout est calme. Ce qui se passe s’affiche ici aussitôt.',
    gap: 'Regrant a redémarré, ou vous êtes resté longtemps absent : il manque peut-être des événements ici. Les comptes, eux, sont à jour.',
    markRead: 'Marquer les alertes comme lues',
    unread: (count: number) => (count === 1 ? '1 alerte non lue' : `${count} alertes non lues`),
    someone: 'Un compte',
    sentence: {
      'account.added': 'compte ajouté',
      'account.updated': 'compte modifié',
      'account.disabled': 'compte désactivé à cause de invalid_grant',
      'account.reenabled': 'compte réactivé',
      'account.removed': 'compte supprimé',
      'account.proxy_disabled': 'compte mis en pause',
      'account.proxy_enabled': 'compte repris',
      'account.blocked': 'compte bloqué par Google',
      'account.unblocked': 'blocage levé',
      'account.cooling': 'compte mis au repos',
      'model.protected': 'modèle protégé pour préserver le quota',
      'model.restored': 'modèle de nouveau disponible',
      'grant.refreshed': 'jeton d’accès actualisé',
      'grant.refresh_failed': 'actualisation échouée, un nouvel essai suivra',
      'grant.expiring': 'l’autorisation prendra bientôt fin',
      'pool.reloaded': 'pool rechargé',
      'oauth_client.misconfigured': 'Google refuse le client OAuth',
      'oauth_client.recovered': 'le client OAuth fonctionne à nouveau',
      'storage.degraded': 'les modifications ne peuvent pas être écrites sur le disque',
      'storage.recovered': 'les modifications sont de nouveau écrites sur le disque',
      'request.finished': 'requête terminée',
    },
    poolLoaded: (loaded: number) => `${accountCount(loaded)} ${loaded < 2 ? 'peut' : 'peuvent'} servir`,
  },
};
