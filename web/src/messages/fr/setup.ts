import type { setupMessages as english } from '../en/setup.js';

/** The OAuth client’s set-up page. */
export const setupMessages: typeof english = {
  setup: {
    title: 'Configuration',
    welcome: 'Bienvenue dans Regrant',
    intro:
      'Il manque une seule chose pour que des comptes puissent se connecter : votre propre client OAuth chez Google. Comptez environ cinq minutes ; c’est gratuit.',
    doneIntro: 'Google connaît cette installation. Cette page ne servira plus que si le client OAuth change.',
    configured: 'Le client OAuth est en place',
    configuredText: (clientId: string) => `ID client ${clientId}`,
    configuredElsewhere: 'Il est fourni par l’environnement.',
    loadFailed: 'Les réglages n’ont pas pu être chargés',
    stepsTitle: 'Ce qu’il faut créer chez Google',
    opensGoogle: 'ouvre Google dans un nouvel onglet',
    steps: {
      project: {
        title: 'Un projet',
        text: 'Créez un projet dans la console Google Cloud, ou choisissez-en un. Les requêtes y sont décomptées.',
        link: 'Créer un projet',
      },
      api: {
        title: 'L’API Gemini',
        text: 'Activez « Generative Language API » (l’API Gemini) pour ce projet. Pour Vertex AI, activez aussi « Vertex AI API ».',
        link: 'Activer Generative Language API',
      },
      consent: {
        title: 'L’écran de consentement',
        text: 'Donnez à l’application un nom et votre adresse e-mail, et choisissez « Externe », sauf si tous les comptes appartiennent à votre Workspace.',
        link: 'Ouvrir l’écran de consentement',
      },
      publish: {
        title: 'Le passage en production',
        text: 'Sous « Audience », choisissez « Publier l’application ». Tant que l’état affiché est « Test », Google met fin à chaque autorisation au bout de 7 jours, et chaque compte devrait se reconnecter toutes les semaines.',
        link: 'Ouvrir la page Audience',
      },
      client: {
        title: 'Un client OAuth',
        text: 'Créez un client OAuth de type « Application Web », et ajoutez ceci sous « URI de redirection autorisés », à la lettre près :',
        link: 'Créer un client OAuth',
        redirectUri: 'URI de redirection',
      },
    },
    formTitle: 'Collez ce que Google affiche',
    replaceTitle: 'Remplacer le client OAuth',
    replaceWarning:
      'Une autorisation appartient au client qui l’a reçue : après un changement, chaque compte doit se reconnecter.',
    clientId: 'ID client',
    clientIdPlaceholder: '1234567890-abc….apps.googleusercontent.com',
    clientIdEmpty: 'Collez l’ID client.',
    clientIdOdd:
      'Un ID client de Google se termine par .apps.googleusercontent.com. Vérifiez que ce n’est ni le nom du projet ni le code secret.',
    clientSecret: 'Code secret du client',
    clientSecretHelp: 'Gardé dans secrets.json sur cette machine, et plus jamais affiché.',
    clientSecretEmpty: 'Collez le code secret du client.',
    save: 'Enregistrer le client OAuth',
    saved: 'Le client OAuth est enregistré',
    saveFailed: 'Le client OAuth n’a pas été enregistré',
    next: 'Ajouter le premier compte',
    nextAnother: 'Ajouter un compte',
  },
};
