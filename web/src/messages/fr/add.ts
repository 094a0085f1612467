import type { addMessages as english } from '../en/add.js';

/** Adding accounts, and how a sign-in at Google ended. */
export const addMessages: typeof english = {
  add: {
    title: 'Ajouter un compte',
    intro:
      'C’est Google qui dit à qui est le compte. Ajouter un compte déjà présent renouvelle son autorisation et garde ses réglages.',
    notConfigured: 'Google ne connaît pas encore cette installation',
    notConfiguredText: 'Créez d’abord un client OAuth ; la configuration montre où cliquer.',
    toSetup: 'Aller à la configuration',
    google: {
      title: 'Se connecter avec Google',
      text: 'Le propriétaire du compte se connecte et donne son accord. Le plus simple est un navigateur sur cette machine.',
      button: 'Se connecter avec Google',
    },
    token: {
      title: 'Avec un jeton d’actualisation',
      text: 'Un jeton délivré au même client OAuth. Il est d’abord essayé auprès de Google ; s’il est refusé, rien ne change.',
      placeholder: '1//0g…',
      customLabel: 'Étiquette (facultatif)',
      customLabelHelp: 'Affichée à côté de l’adresse e-mail.',
      project: 'ID de projet Google Cloud (facultatif)',
      projectHelp: 'Le projet auquel les requêtes de ce compte sont imputées.',
      empty: 'Collez d’abord un jeton d’actualisation.',
      failed: 'Le compte n’a pas été ajouté',
    },
    headless: {
      title: 'Sans navigateur sur cette machine',
      text: 'Si Regrant tourne ailleurs, la dernière étape de Google mène à une page que votre navigateur ne peut pas afficher. Ce n’est pas grave : son adresse contient tout ce qu’il faut.',
      start: 'Obtenir une adresse de connexion',
      startFailed: 'La connexion n’a pas pu commencer',
      step1: 'Ouvrez cette adresse dans n’importe quel navigateur et connectez-vous :',
      open: 'Ouvrir dans un nouvel onglet',
      step2: 'La dernière page ne peut pas s’afficher. Copiez son adresse entière et collez-la ici :',
      label: 'Adresse de la page qui n’a pas pu s’afficher',
      submit: 'Terminer la connexion',
      empty: 'Collez d’abord l’adresse.',
      failed: 'La connexion n’a pas abouti',
    },
    result: {
      created: (email: string) => `${email} a été ajouté et peut servir`,
      updated: (email: string) => `${email} était déjà là : son autorisation est renouvelée`,
      reenabled: (email: string) => `${email} : compte réactivé, il sert à nouveau`,
      unchanged: (email: string) => `${email} : ce sont les jetons qu’il avait déjà. Rien n’a été modifié`,
    },
    resultDisabled:
      'Il est toujours désactivé : des jetons identiques ne le font pas revenir. Connectez-vous à nouveau avec Google pour une nouvelle autorisation.',
    resultPaused: 'Il est en pause, et reste hors du pool jusqu’à ce que vous le repreniez.',
    toAccounts: 'Voir tous les comptes',
    another: 'En ajouter un autre',
    someone: 'Le compte',
  },

  signInOutcome: {
    created: 'compte ajouté',
    updated: 'autorisation renouvelée',
    reenabled: 'compte réactivé',
    unchanged: 'rien n’a été modifié',
    failed: 'La connexion a échoué',
    createdText: (email: string) => `${email} peut servir dès maintenant.`,
    updatedText: (email: string) => `${email} était déjà là et a une nouvelle autorisation.`,
    reenabledText: (email: string) => `${email} sert à nouveau.`,
    unchangedText: (email: string) => `Google a rendu les jetons que ${email} avait déjà.`,
    refreshTokenKept:
      'Google n’a pas donné de nouveau jeton d’actualisation, l’ancien a donc été gardé. S’il est mort, le compte sera de nouveau désactivé à la prochaine actualisation : retirez Regrant des applications ayant accès au compte Google, puis connectez-vous à nouveau.',
    failureUnknown: (code: string) => `Résultat : « ${code} ». Le journal en dit plus. Rien n’a été modifié.`,
  },

  otherPerson: {
    title: 'Quelqu’un d’autre s’est connecté',
    text: (actual: string, expected: string) =>
      `${actual} s’est connecté, mais cette connexion était prévue pour ${expected}. Rien n’a été modifié.`,
    question: (actual: string) => `Ajouter ${actual} comme compte à part entière ?`,
    confirm: (actual: string) => `Ajouter ${actual}`,
    cancel: 'Ne pas ajouter',
    gone: 'Cette connexion est terminée',
  },
};
