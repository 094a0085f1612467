import type { overviewMessages as english } from '../en/overview.js';
import { accountCount } from './counts.js';

/** The overview page. */
export const overviewMessages: typeof english = {
  overview: {
    title: 'Vue d’ensemble',
    poolTitle: 'Pool',
    servingOf: (total: number) => `sur ${accountCount(total)} en état de servir`,
    skipped: 'Laissés de côté',
    moreSkipped: (count: number) => (count === 1 ? 'et 1 autre' : `et ${count} autres`),
    skipReason: {
      disabled: 'désactivé, à réautoriser',
      proxy_disabled: 'en pause',
      blocked: 'bloqué par Google',
      ejected: 'plusieurs échecs',
      resting: 'actualisation échouée',
      cooling: 'au repos',
      protected: 'quota protégé',
      busy: 'occupé au maximum permis',
      refreshing: 'jeton en cours de renouvellement',
    },
    reloadPool: 'Recharger le pool',
    reloadFailed: 'Le pool n’a pas pu être rechargé',
    connectTitle: 'Connecter',
    gateway: 'Adresse de la passerelle',
    gatewayHelp: 'C’est l’adresse à donner à votre client.',
    nobodyServes: 'Aucun compte ne peut servir. Les requêtes échouent jusqu’au retour d’au moins un compte.',
  },

  needs: {
    title: 'Ce qui vous attend',
    nothing: 'Rien. Toutes les autorisations sont vivantes.',
    none: 'Aucun compte pour l’instant.',
    reauthoriseCount: (count: number) => `${accountCount(count)} à réautoriser`,
    blockedCount: (count: number) => `${accountCount(count)} ${count < 2 ? 'bloqué' : 'bloqués'} par Google`,
    unreadableCount: (count: number) => (count === 1 ? '1 fichier illisible' : `${count} fichiers illisibles`),
    showAccount: 'Afficher',
    showAccountNamed: (email: string) => `Afficher ${email}`,
  },
};
