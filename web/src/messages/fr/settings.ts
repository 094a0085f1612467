import type { settingsMessages as english } from '../en/settings.js';

/** The settings page. */
export const settingsMessages: typeof english = {
  settings: {
    intro: 'Chaque partie s’enregistre seule et prend effet aussitôt ; aucune requête n’est interrompue.',
    loadFailed: 'Les réglages n’ont pas pu être chargés',
    save: 'Enregistrer',
    saveNamed: (part) => `Enregistrer : ${part}`,
    discard: 'Annuler les modifications',
    discardNamed: (part) => `Annuler les modifications : ${part}`,
    saved: 'Enregistré, et déjà en vigueur',
    notSaved: 'Non enregistré',
    range: (minimum, maximum) => `Un nombre de ${minimum} à ${maximum}.`,

    scheduling: {
      title: 'Quel compte répond',
      text: 'Comment Regrant choisit parmi les comptes capables de servir une requête.',
      mode: 'Mode',
      modes: {
        balance: {
          label: 'Équilibre (par défaut)',
          text: 'Une conversation reste sur son compte et change aussitôt quand celui-ci doit se reposer.',
        },
        cache_first: {
          label: 'Garder les caches chauds',
          text: 'Une conversation attend un instant son propre compte, pour profiter des caches de prompt.',
        },
        performance_first: {
          label: 'Réponse la plus rapide',
          text: 'Aucune conversation n’est attachée : de deux comptes, le moins occupé répond.',
        },
      },
      maxWait: 'Attente maximale de son compte, en secondes',
      maxWaitHelp: 'Pour « Garder les caches chauds ». 10 par défaut.',
      park: 'Attendre qu’un accès soit rendu, en secondes',
      parkHelp: 'Combien de temps attend une requête que personne ne peut servir. 0 par défaut.',
      concurrent: 'Requêtes simultanées par compte',
      concurrentHelp: 'Vide : aucune limite, comme par défaut.',
      fixed: 'Un seul compte pour tout',
      fixedHelp: 'Il sert tout ce qu’il peut ; les autres n’interviennent que s’il ne peut pas.',
      noFixed: 'Aucun (par défaut)',
    },

    models: {
      title: 'Correspondance des modèles',
      text: 'Quel modèle est interrogé quand un appelant en nomme un. Les noms exacts passent avant les motifs ; sans règle, le nom part tel quel.',
      incomplete: 'Chaque règle veut un nom demandé et un modèle à interroger à la place.',
      preview: 'Essayez des noms, séparés par des espaces',
      previewFailed: 'L’aperçu n’est pas disponible pour le moment.',
      goesTo: { gemini: 'sur l’API Gemini', vertex: 'sur Vertex AI', caller: 'sur l’API de l’appelant' },
      background: 'Modèle des tâches de fond',
      backgroundHelp: 'Titres et résumés que les clients demandent en marge. Vide : désactivé, comme par défaut.',
      claude: 'Modèles Claude à lister',
      claudeHelp: 'Vertex AI n’en donne pas la liste ; ces noms figurent dans les listes de modèles.',
    },

    quota: {
      title: 'Protection des quotas',
      text: 'Un compte qui a presque épuisé un quota se repose pour ce modèle jusqu’à son retour ; les autres servent.',
      enabled: 'Protéger les quotas',
      enabledHelp: 'Désactivé par défaut. Les comptes en pause ou désactivés ne sont pas touchés.',
      threshold: 'Repos en dessous de, pour cent restants',
      thresholdHelp: '10 par défaut.',
      monitored: 'Modèles surveillés',
      monitoredHelp: 'Noms ou motifs avec *, séparés par des espaces.',
      budgets: 'Budgets',
      budgetsHelp:
        'Ce que Google annonce quand un quota est épuisé est retenu tout seul ; un budget fixé ici passe avant.',
      incomplete: 'Chaque budget veut un modèle et au moins un nombre entier.',
      account: 'Compte',
      everyAccount: 'Tous les comptes',
      model: 'Modèle ou motif',
      kinds: {
        requests_per_minute: 'Requêtes par minute',
        requests_per_day: 'Requêtes par jour',
        tokens_per_minute: 'Jetons par minute',
        tokens_per_day: 'Jetons par jour',
      },
      add: 'Ajouter un budget',
      removeNamed: (model) => `Retirer le budget de ${model}`,
    },

    access: {
      title: 'Qui a besoin d’une clé',
      text: 'Les appelants présentent une clé à chaque requête. L’adresse de santé reste ouverte, sauf avec « Partout ».',
      mode: 'Mode',
      modes: {
        all_except_health: {
          label: 'Tout sauf la santé (par défaut)',
          text: 'Toute requête veut une clé ; /healthz et /readyz non.',
        },
        strict: { label: 'Partout', text: 'Les contrôles de santé veulent aussi une clé.' },
        auto: {
          label: 'Cette machine sans clé',
          text: 'Les programmes de cette machine n’en ont pas besoin ; les pages web si. Une clé présentée doit être juste.',
        },
        off: { label: 'Désactivé', text: 'Personne n’a besoin de clé.' },
      },
      offWarning:
        'Tout programme qui atteint cette adresse, pages web de cette machine comprises, peut alors utiliser vos comptes.',
    },

    clients: {
      title: 'Clients OAuth',
      text: 'Les comptes se connectent avec l’un d’eux, et leurs accès lui appartiennent.',
      none: 'Aucun client n’est encore configuré.',
      redirectUri: 'URI de redirection, à enregistrer chez Google lettre par lettre',
      scopes: 'Portées demandées',
      testing:
        'Tant que l’écran de consentement est en « Test », Google met fin à chaque accès après 7 jours. Publiez l’application en production pour les garder.',
      check: 'Vérifier les clients',
      checkFailed: 'La vérification n’a pas pu se faire',
      reachable: (milliseconds) => `Le point d’accès aux jetons répond (${milliseconds} ms).`,
      unreachable: (reason) => `Le point d’accès aux jetons est injoignable${reason}. Vérifiez le réseau et le proxy.`,
      clockGood: 'L’horloge de cette machine est juste.',
      clockAhead: (seconds) =>
        `L’horloge de cette machine avance de ${seconds} s. Réglez-la, sinon des connexions peuvent échouer.`,
      clockBehind: (seconds) =>
        `L’horloge de cette machine retarde de ${seconds} s. Réglez-la, sinon des connexions peuvent échouer.`,
      verdict: {
        accepted: { label: 'Connu', text: 'Google connaît ce client et son secret.' },
        refused: {
          label: 'Refusé',
          text: 'Google ne connaît pas ce client, ou le secret est faux. Collez de nouveau les deux.',
        },
        not_allowed: {
          label: 'Non autorisé',
          text: 'Google connaît ce client mais ne le laisse pas renouveler de jetons. Créez-en un de type « Application Web ».',
        },
        incomplete: { label: 'Incomplet', text: 'Le secret du client manque.' },
        unclear: { label: 'Incertain', text: 'Pas de réponse claire. Réessayez dans une minute.' },
      },
      add: 'Ajouter ou remplacer un client',
      addText:
        'Le nom relie les comptes à leur client. Celui avec lequel les nouveaux comptes se connectent est « default ».',
      key: 'Nom',
      keyHelp: 'Minuscules, chiffres, - et _.',
    },

    retention: {
      title: 'Journal des requêtes',
      text: 'Ce qui a été demandé à qui, en combien de temps et avec combien de jetons, et ce qui a été dit seulement si vous le demandez. Le plus ancien part dès qu’une limite est atteinte.',
      days: 'Jours',
      daysHelp: '30 par défaut.',
      megabytes: 'Mégaoctets',
      megabytesHelp: '512 par défaut.',
      bodies: 'Garder le début des prompts et des réponses',
      bodiesHelp:
        'Désactivé par défaut. Ils sont conservés en clair dans le dossier de données et montrés avec chaque requête.',
    },

    password: {
      title: 'Mot de passe',
      text: 'Une autre entrée à côté du lien de connexion. Le changer déconnecte tous les autres navigateurs.',
      current: 'Mot de passe actuel ou jeton d’administration',
      currentHelp: 'S’il n’y a pas encore de mot de passe : le jeton d’administration de secrets.json.',
      next: 'Nouveau mot de passe',
      again: 'Nouveau mot de passe, encore une fois',
      tooShort: (length) => `Au moins ${length} caractères.`,
      differs: 'Les deux ne sont pas identiques.',
      submit: 'Changer le mot de passe',
      changed: 'Le mot de passe est changé',
      failed: 'Le mot de passe n’a pas été changé',
    },

    sessions: {
      title: 'Navigateurs connectés',
      text: 'Déconnectez celui que vous ne connaissez pas ; il est dehors en une seconde.',
      unknownBrowser: 'Navigateur inconnu',
      current: 'celui-ci',
      lastSeen: 'Vu',
      ends: 'prend fin',
      end: 'Déconnecter',
      failed: 'Cela n’a pas fonctionné',
    },
  },
};
