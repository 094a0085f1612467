import type { frameMessages as english } from '../en/frame.js';
import { accountCount } from './counts.js';

/** What surrounds every page. */
export const frameMessages: typeof english = {
  frame: {
    skipToContent: 'Aller au contenu',
    navigation: 'Navigation principale',
    openNavigation: 'Ouvrir le menu',
    navigationDescription: 'Les pages du tableau de bord',
    signOut: 'Se déconnecter',
    signOutFailed: 'La demande de déconnexion n’est pas parvenue au serveur. Vous êtes toujours connecté.',
    version: (version: string) => `Version ${version}`,
    notFoundText: 'L’adresse est peut-être mal saisie, ou vient d’une autre version.',
    backToOverview: 'Revenir à la vue d’ensemble',
    sideBar: 'Barre latérale',
    notifications: 'Notifications',
    dismiss: 'Fermer',
    language: 'Langue',
  },

  theme: {
    label: 'Mode de couleur',
    light: 'Clair',
    dark: 'Sombre',
    system: 'Comme le système',
  },

  connection: {
    label: 'Connexion',
    connecting: 'Connexion…',
    live: 'En direct',
    reconnecting: 'Reconnexion…',
    offline: 'Hors ligne',
    explain: {
      connecting: 'Connexion à Regrant en cours.',
      live: 'Les changements s’affichent dès qu’ils se produisent.',
      reconnecting: 'La connexion a été coupée. Ce que vous voyez date peut-être de quelques instants.',
      offline:
        'Regrant ne répond pas. Il est peut-être arrêté ou en cours de redémarrage ; cette page continue d’essayer.',
    },
  },

  banners: {
    sandbox: 'Bac à sable : un simulateur joue le rôle de Google, et aucun compte n’est réel ici.',
    sandboxLabel: 'Bac à sable',
    foreignLabel: 'Adresses autres que celles de Google',
    sandboxConsole: 'Ouvrir la console du bac à sable',
    unsavedLabel: 'Modifications non enregistrées',
    unsaved: (count: number) =>
      `Le disque refuse l’écriture : les modifications de ${accountCount(count)} ne sont gardées qu’en mémoire.`,
    unsavedExplain:
      'Les requêtes continuent. Tout sera enregistré dès que le disque l’acceptera ; vérifiez l’espace libre.',
    foreign: 'Regrant ne s’adresse pas à Google.',
    foreignExplain: 'Ces réglages mènent à d’autres adresses, qui voient donc les jetons de vos comptes :',
    clientRefusedLabel: 'Client OAuth refusé',
    clientRefused: (key: string) => `Google refuse le client OAuth « ${key} ».`,
    clientRefusedExplain:
      'Ses comptes sont intacts, mais aucun n’obtient de nouveau jeton d’accès tant que ce n’est pas réparé. Comparez l’ID client et le code secret avec la console Google.',
    toClient: 'Vérifier le client OAuth',
  },

  errors: {
    quoted: (words: string) => `« ${words} »`,
    unreachable: 'Regrant ne répond pas.',
    unreachableHint: 'Vérifiez qu’il est lancé. Rien n’a été modifié.',
    unexpected: 'La réponse n’a pas pu être comprise.',
    unexpectedHint: 'Rechargez la page ; elle vient peut-être d’une autre version que le serveur.',
    retry: 'Réessayer',
    copy: 'Copier',
    copied: 'Copié',
    copyFailed: 'Sélectionnez et copiez à la main',
  },
};
