import type { usageMessages as english } from '../en/usage.js';

/** The usage page: charts, totals, and what they are of. */
export const usageMessages: typeof english = {
  usage: {
    intro: 'Le total des requêtes, par heure ou par jour, pour chaque modèle, compte ou clé.',
    range: 'Période',
    ranges: {
      '24h': '24 heures',
      '7d': '7 jours',
      '30d': '30 jours',
      '90d': '90 jours',
      custom: 'Autre',
    },
    customFrom: 'Premier jour',
    customTo: 'Dernier jour',
    step: 'Pas',
    steps: {
      hour: 'Heures',
      day: 'Jours',
    },
    hoursTooMany: 'Les heures s’affichent jusqu’à 14 jours.',
    group: 'Par',
    groups: {
      model: 'Modèle',
      account: 'Compte',
      key: 'Clé',
    },
    utcDays: 'Un jour est ici un jour UTC.',
    loadFailed: 'La consommation n’a pas pu être chargée',
    empty: 'Aucune requête pendant cette période.',
    measure: {
      requests: 'Requêtes',
      errors: 'Erreurs',
      input_tokens: 'Jetons en entrée',
      output_tokens: 'Jetons en sortie',
      cached_tokens: 'Jetons lus en cache',
      thought_tokens: 'Jetons de réflexion',
    },
    duration: 'Durée, 95e centile',
    durationText: '19 requêtes sur 20 ont été plus rapides.',
    chartName: (measure, group) => `${measure} par ${group.toLowerCase()}`,
    totals: 'Totaux',
    share: 'Part d’erreurs',
    others: 'Autres',
    none: 'aucun',
    csv: 'Télécharger en CSV',
  },
};
