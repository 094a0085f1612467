import type { dayMessages as english } from '../en/day.js';

/** The last day on the overview, the health of the pool, and grants that will end. */
export const dayMessages: typeof english = {
  day: {
    requests: 'Requêtes',
    errors: 'Erreurs',
    latency: 'Temps de réponse',
    perMinute: (count) => `${count} par minute`,
    last24h: '24 h',
    noRequests: 'aucune récemment',
    ofAll: (share) => `${share} du total`,
    inFiveMinutes: (count) => `${count} en 5 minutes`,
    tokensTitle: 'Jetons par modèle',
    tokensText: 'Dernières 24 heures, entrée et sortie',
    tokensNone: 'Aucun jeton utilisé ces dernières 24 heures.',
    tokensInOut: (input, output) => `${input} en entrée, ${output} en sortie`,
    moreModels: (count) => (count === 1 ? 'et 1 autre modèle' : `et ${count} autres modèles`),
    healthTitle: 'Comptes par état',
    healthShow: (state, count) => `${state} : ${count}. Les afficher`,
    endingTitle: 'Autorisations bientôt expirées',
    endingText: 'Reconnectez-vous avant cette date et rien ne s’arrête.',
    loadFailed: 'Les dernières 24 heures n’ont pas pu être chargées',
    allUsage: 'Toute la consommation',
  },
};
