import type { pagesMessages as english } from '../en/pages.js';

/** What the pages are called. */
export const pagesMessages: typeof english = {
  pages: {
    overview: 'Vue d’ensemble',
    accounts: 'Comptes',
    account: 'Compte',
    addAccount: 'Ajouter un compte',
    requests: 'Requêtes',
    request: 'Requête',
    usage: 'Consommation',
    connect: 'Connecter',
    keys: 'Clés',
    settings: 'Réglages',
    setup: 'Configuration',
    firstRun: 'Bienvenue',
    help: 'Aide',
    sandbox: 'Bac à sable',
    notFound: 'Cette page n’existe pas',
  },
};
