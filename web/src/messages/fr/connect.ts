import type { connectMessages as english } from '../en/connect.js';

/** The connect page: a key, set-ups to paste, and a request to try. */
export const connectMessages: typeof english = {
  connect: {
    intro: 'Dirigez un programme vers Regrant : deux valeurs, son adresse de base et une clé.',
    address: 'Adresse de la passerelle',
    keyTitle: 'Une clé',
    keyText:
      'Chaque programme présente une clé. Créez-en une ici ou collez-en une que vous avez : elle est insérée plus bas et ne va nulle part ailleurs.',
    newKey: 'Nom du programme',
    newKeyPlaceholder: 'Éditeur de mon portable',
    makeKey: 'Créer une clé',
    makeFailed: 'La clé n’a pas pu être créée',
    haveKey: 'Ou une clé que vous avez',
    madeKey: 'Votre nouvelle clé',
    madeKeyText:
      'Elle ne s’affiche qu’une fois. Copiez-la maintenant, ou collez la configuration ci-dessous avant de quitter cette page.',
    otherKey: 'Utiliser une autre clé',
    placeholderKey: 'votre-cle-regrant',
    programTitle: 'Configurer un programme',
    program: 'Programme',
    way: 'Avec',
    file: (name) => `Dans ${name}`,
    terminal: 'Dans un terminal ou son fichier de démarrage',
    code: 'Dans votre programme',
    fields: 'Dans les réglages du programme',
    copyCode: (place) => `Copier : ${place}`,
    notes: {
      'claude-code':
        'Les modèles Claude sont servis par Vertex AI depuis le projet Google Cloud du compte. Pour utiliser Gemini sous les noms de Claude, ajoutez une correspondance de modèles dans les réglages.',
      'codex-cli': 'Le fichier ne nomme que la variable ; la clé elle-même reste dans l’environnement.',
      'gemini-cli': 'Démarrez-le avec la clé d’API comme mode de connexion ; /auth permet d’en changer.',
      opencode: 'Le même fichier peut se trouver dans un projet, sous le nom opencode.json.',
      antigravity:
        'Antigravity demande une adresse HTTPS : placez un proxy TLS devant Regrant et indiquez ici son adresse.',
      'cherry-studio': 'Réglages, Model Provider, Add. Manage affiche ensuite les modèles.',
    },
    tryTitle: 'Essayer',
    tryText:
      'Envoie une vraie requête par la passerelle, comme le ferait un programme, puis montre quel compte l’a servie et pourquoi.',
    needsKey: 'Créez ou collez d’abord une clé.',
    wire: 'Protocole',
    model: 'Modèle',
    modelsFailed: 'Les modèles n’ont pas pu être listés',
    prompt: 'Message',
    promptPlaceholder: 'Dis bonjour en cinq langues.',
    send: 'Envoyer',
    stop: 'Arrêter',
    answer: 'Réponse',
    answerEmpty: 'La réponse était vide.',
    stopped: 'Arrêté.',
    sendFailed: 'La requête a échoué',
    refused: (status) => `Code de réponse ${status}`,
    explained: 'Déroulement',
    openRequest: 'Ouvrir dans les requêtes',
  },
};
