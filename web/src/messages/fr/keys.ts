import type { keysMessages as english } from '../en/keys.js';

/** Caller keys, and the rows of a model mapping. */
export const keysMessages: typeof english = {
  keys: {
    intro:
      'Les programmes présentent l’une de ces clés à chaque requête. La clé d’administration est autre chose et n’ouvre aucun modèle.',
    create: 'Créer une clé',
    createFirst: 'Créer la première clé',
    loadFailed: 'Les clés n’ont pas pu être chargées',
    failed: 'Cela n’a pas fonctionné',
    empty: 'Aucune clé pour l’instant',
    emptyText:
      'Un programme a besoin d’une clé pour envoyer des requêtes. Donnez-en une à chacun : vous pourrez en retirer une seule.',
    environment: 'environnement',
    environmentText: 'Définie par REGRANT_API_KEY. Elle fonctionne toujours et ne se change que là.',
    allModels: 'Tous les modèles',
    onlyModels: 'Seulement',
    limit: 'Limite',
    noLimit: 'aucune',
    perMinute: (count) => (count < 2 ? `${count} requête par minute` : `${count} requêtes par minute`),
    lastUsed: 'Dernière utilisation',
    neverUsed: 'jamais',
    created: 'Créée',
    revoke: 'Révoquer',
    revokeNamed: (name) => `Révoquer ${name}`,
    revokeTitle: (name) => `Révoquer ${name} ?`,
    revokeText:
      'Les programmes qui utilisent cette clé seront refusés dès maintenant. On ne peut pas la rétablir ; une nouvelle clé peut la remplacer.',
    revokeConfirm: 'Révoquer la clé',
    keep: 'La garder',
    revoked: (name) => `${name} est révoquée`,
    createTitle: 'Créer une clé',
    createText: 'Sa valeur sera affichée une seule fois, juste après.',
    createdTitle: 'Voici la clé',
    createdText: 'Copiez-la maintenant : Regrant n’en garde qu’une empreinte et ne pourra plus l’afficher.',
    value: 'Clé d’appel',
    stored: 'Je l’ai conservée',
    cancel: 'Annuler',
    name: 'Nom',
    nameHelp: 'Le programme ou la personne qui l’utilisera.',
    models: 'Modèles autorisés (facultatif)',
    modelsHelp: 'Noms ou motifs avec *, séparés par des espaces. Vide : tous les modèles.',
    perMinuteField: 'Requêtes par minute (facultatif)',
    perMinuteHelp: 'Vide : aucune limite.',
    mapping: 'Correspondance des modèles pour cette clé',
    mappingHelp: 'Ces règles passent avant celles des réglages.',
    wrong: {
      name: 'Donnez un nom de 1 à 100 caractères visibles.',
      models: 'Les noms de modèles contiennent lettres, chiffres et . - _ : / @ ; * remplace n’importe quoi.',
      per_minute: 'Un nombre entier de 1 à 1 000 000, ou rien.',
      mapping: 'Chaque règle veut un nom demandé et un modèle à interroger à la place.',
    },
  },

  mapping: {
    from: 'Demandé',
    to: 'Interrogé à la place',
    upstream: 'Où',
    asCalled: 'Comme l’API de l’appelant',
    add: 'Ajouter une règle',
    removeNamed: (from) => `Retirer la règle pour ${from}`,
  },
};
