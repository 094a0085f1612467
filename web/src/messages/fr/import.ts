import type { importMessages as english } from '../en/import.js';

/** Adding many accounts at once: pasted refresh tokens, files and folders. */
export const importMessages: typeof english = {
  paste: {
    label: 'Jetons d’actualisation, un par ligne',
    several: (count: number) =>
      `${count} jetons. Ils sont essayés chez Google l’un après l’autre ; un libellé est pour un seul.`,
    submit: (count: number) => (count > 1 ? `Ajouter ${count} comptes` : 'Ajouter le compte'),
    progress: (done: number, total: number) => `${done} essayés sur ${total}`,
    results: 'Ce qu’est devenu chaque jeton',
    line: (line: number) => `Jeton ${line}`,
    waiting: 'en attente',
    trying: 'essayé chez Google en ce moment',
    stop: 'Arrêter',
    stopped: 'pas essayé : arrêté',
  },

  importing: {
    title: 'Depuis des fichiers',
    text: 'Fichiers exportés par Regrant, fichiers de comptes d’autres outils, listes de jetons d’actualisation ; des fichiers seuls ou tout un dossier. Vous voyez d’abord ce qui se passerait.',
    drop: 'Déposez ici des fichiers ou un dossier',
    files: 'Choisir des fichiers',
    folder: 'Choisir un dossier',
    reading: 'Lecture des fichiers',
    rehearsal: 'Essai à blanc : rien n’a été écrit, aucun jeton n’a été utilisé.',
    rehearsalLimits:
      'Google n’a pas été interrogé : si un jeton vit encore, et à qui il est, on l’apprend en important.',
    start: (count: number) => (count === 1 ? 'Importer 1 compte' : `Importer ${count} comptes`),
    nothing: 'Il n’y a rien à importer ici.',
    progress: (done: number, total: number) => `${done} importés sur ${total}`,
    done: 'L’import est terminé.',
    brokenOff: 'L’import a été interrompu',
    rehearsalFailed: 'Les fichiers n’ont pas pu être examinés',
    again: 'Recommencer',
    results: 'Entrées',
    outcomes: {
      created: 'Ajouté',
      updated: 'Autorisation renouvelée',
      reenabled: 'Réactivé',
      unchanged: 'Inchangé',
      duplicate: 'En double',
      refused: 'Refusé',
      failed: 'Échoué',
      invalid: 'Pas un compte',
      would_add: 'Serait ajouté',
      would_update: 'Serait renouvelé',
      would_reenable: 'Serait réactivé',
      would_not_change: 'Déjà là, même jeton',
    },
    waiting: 'En attente',
    faults: {
      not_an_account: 'Ce n’est ni un jeton d’actualisation, ni un compte.',
      too_large: 'C’est trop gros pour un compte.',
      too_deep: 'C’est imbriqué plus profondément que n’importe quel compte.',
      forbidden_field: 'Il s’y trouve un champ dont aucun compte ne porte le nom.',
      token_not_object: 'Son champ « token » n’est pas un objet.',
      no_refresh_token:
        'Il n’y a pas de jeton d’actualisation. D’un autre outil, importez le dossier contenant accounts/, et non l’index (accounts.json).',
      empty: 'C’est vide.',
      encrypted: 'C’est chiffré. Exportez le compte depuis le Regrant auquel il appartient.',
      bad_characters: 'Il s’y trouve des caractères qu’aucun jeton d’actualisation ne contient, ou c’est trop long.',
      access_token: 'C’est un jeton d’accès ; il faut le jeton d’actualisation (il commence par 1//).',
      authorization_code: 'C’est un code d’autorisation ; il faut le jeton d’actualisation (il commence par 1//).',
    },
    duplicateOf: (entry: number) => `Déjà donné par l’entrée ${entry}.`,
    unreadable: {
      empty: 'Il n’y a rien dedans.',
      not_json: 'Cela commence comme du JSON, mais n’en est pas.',
      too_large: 'C’est trop gros pour contenir des comptes.',
    },
  },
};
