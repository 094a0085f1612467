import type { notificationsMessages as english } from '../en/notifications.js';

/** The notification centre, and alarms as notifications of the browser. */
export const notificationsMessages: typeof english = {
  notifications: {
    title: 'Notifications',
    open: 'Notifications',
    openUnread: (count: number) =>
      count === 1 ? 'Notifications, 1 alerte non lue' : `Notifications, ${count} alertes non lues`,
    description: 'Ce qui est arrivé aux comptes, le plus récent d’abord',
    empty: 'Rien ne s’est passé que vous deviez savoir.',
    fresh: 'Nouveau',
    seen: 'Plus tôt',
    markRead: 'Tout marquer comme lu',
    more: (count: number) => (count === 1 ? 'et 1 plus ancienne' : `et ${count} plus anciennes`),
    toAccount: (email: string) => `Afficher ${email}`,
    browser: {
      title: 'Me prévenir quand cette page n’est pas visible',
      text: 'Seulement les alertes : une autorisation morte, un blocage, un client OAuth refusé, un disque qui refuse l’écriture.',
      enable: 'Autoriser les notifications',
      disable: 'Arrêter les notifications',
      on: 'Les alertes arrivent comme notifications de ce navigateur.',
      denied:
        'Ce navigateur a reçu la consigne de n’en montrer aucune de cette page. Autorisez-les dans ses réglages pour ce site.',
      unsupported:
        'Ce navigateur n’offre pas de notifications ici ; la plupart ne le font que sur localhost ou en HTTPS.',
      many: (count: number) => `${count} alertes`,
    },
  },
};
