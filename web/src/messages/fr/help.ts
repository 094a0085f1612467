import type { helpMessages as english } from '../en/help.js';

/** The help page, and `docs/invalid-grant.fr.md`. */
export const helpMessages: typeof english = {
  help: {
    intro:
      'Ce que veut dire un refus d’autorisation par Google, pourquoi cela arrive, et comment un compte reprend du service.',
    contents: 'Sur cette page',
    explain: 'Qu’est-ce que c’est ?',
    explainCause: 'Pourquoi cela arrive et comment y remédier',

    invalidGrant: {
      title: 'Ce que signifie `invalid_grant`',
      text: [
        'Un compte sert grâce à un jeton d’accès qui vit environ une heure. Regrant le renouvelle à temps avec le jeton d’actualisation que Google a délivré lorsque le propriétaire s’est connecté. Quand Google répond `invalid_grant` à ce renouvellement, il dit : ce jeton d’actualisation ne vaut plus rien, et redemander n’y changera rien.',
        'Regrant retire aussitôt le compte du pool et inscrit `disabled`, `disabled_at` et `disabled_reason` dans son fichier, de sorte qu’un redémarrage n’oublie rien. Les autres comptes continuent ; tant que l’un d’eux peut servir, personne ne s’en aperçoit du côté des clients.',
        'Seul un renouvellement refusé par le point d’émission des jetons de Google désactive un compte. Une erreur de réseau, une panne chez Google, une limite ou un mauvais code secret ne le font jamais : soit cela passe, soit cela concerne le client OAuth et non le compte.',
      ],
    },

    causes: {
      title: 'Pourquoi cela arrive, et le remède',
      text: 'Google donne la même réponse pour presque toutes les causes. Regrant déduit la plus probable de l’âge de l’autorisation, de son histoire et des indices de la réponse, et dit à quel point il en est sûr.',
      why: 'Pourquoi',
      cure: 'Remède',
      list: {
        revoked: {
          name: 'Révoquée',
          why: 'Le propriétaire a retiré Regrant des applications ayant accès au compte Google, ou le mot de passe du compte a été changé.',
          cure: 'Connectez-vous à nouveau pour ce compte.',
        },
        testing_expiry: {
          name: 'L’application est en « Test »',
          why: 'Tant que l’écran de consentement de votre client OAuth est en « Test » (Testing), Google met fin à chaque autorisation 7 jours après la connexion.',
          cure: 'Publiez l’application dans la console Google (« En production »), puis connectez-vous à nouveau. Les autorisations d’avant gardent leurs sept jours.',
        },
        unused_six_months: {
          name: 'Six mois sans utilisation',
          why: 'Google met fin à une autorisation que personne n’a utilisée pendant six mois, par exemple parce que Regrant était arrêté.',
          cure: 'Connectez-vous à nouveau pour ce compte. Tant que Regrant tourne, il utilise chaque autorisation à temps.',
        },
        superseded: {
          name: 'Trop d’autorisations plus récentes',
          why: 'Un compte Google peut avoir 100 autorisations vivantes par client OAuth. À la suivante, Google met fin sans bruit à la plus ancienne.',
          cure: 'Connectez-vous une seule fois pour ce compte, puis une seule fois par machine à l’avenir.',
        },
        session_control: {
          name: 'Contrôle des sessions',
          why: 'Un administrateur Google Workspace limite la durée des sessions ; la réponse de Google contient alors `invalid_rapt`.',
          cure: 'Connectez-vous à nouveau pour ce compte. Pour que cela ne revienne pas, demandez à l’administrateur de déclarer l’application fiable dans le contrôle des sessions Google Cloud.',
        },
        admin_policy: {
          name: 'Une règle de l’administrateur',
          why: 'Un administrateur Google Workspace n’autorise plus cette application, ou l’une des permissions qu’elle avait reçues.',
          cure: 'Demandez à l’administrateur d’autoriser l’ID client de l’application dans les commandes des API, puis connectez-vous à nouveau pour ce compte.',
        },
        time_limited: {
          name: 'Accès à durée limitée',
          why: 'L’autorisation avait été donnée pour un temps limité, et ce temps est écoulé.',
          cure: 'Connectez-vous à nouveau pour ce compte, et choisissez un accès durable si Google en laisse le choix.',
        },
        account_gone: {
          name: 'Le compte Google n’existe plus',
          why: 'Le compte Google a été supprimé ou suspendu.',
          cure: 'Restaurez-le chez Google et connectez-vous à nouveau, ou supprimez le compte ici.',
        },
        unknown: {
          name: 'Cause inconnue',
          why: 'Google n’accepte plus le jeton d’actualisation et ne donne aucun indice. Un compte venu d’un autre outil porte souvent une autorisation qui appartient au client OAuth de cet outil.',
          cure: 'Connectez-vous à nouveau pour ce compte, avec votre propre client OAuth.',
        },
      },
    },

    recover: {
      title: 'Faire revenir un compte',
      steps: [
        'Choisissez « Réautoriser » à côté du compte. L’ajouter à nouveau, par une connexion ou avec un nouveau jeton d’actualisation, revient au même.',
        'Connectez-vous chez Google avec la même identité et donnez votre accord. C’est l’adresse e-mail rendue par Google qui dit de quel compte il s’agit.',
        'Avec de nouveaux jetons, `disabled`, `disabled_at` et `disabled_reason` disparaissent tout seuls et le compte sert aussitôt : ni redémarrage, ni interrupteur. L’étiquette, la priorité et tous les autres réglages restent.',
        'Pour en avoir le cœur net, choisissez « Actualiser » pour ce compte : son jeton d’accès est renouvelé avec le nouveau jeton d’actualisation.',
      ],
      trap: 'Attention à ne pas donner seulement un nouveau jeton d’accès : le compte fonctionne un moment, puis se trouve de nouveau désactivé dès que le jeton d’actualisation mort est nécessaire.',
      noRefreshToken:
        'Si Google ne délivre pas de nouveau jeton d’actualisation, retirez Regrant des applications ayant accès au compte Google, puis connectez-vous à nouveau.',
    },

    states: {
      title: '`disabled`, `proxy_disabled` et les autres',
      text: 'Cinq choses peuvent empêcher un compte de servir, et chacune prend fin à sa manière. `disabled` n’a volontairement pas d’interrupteur : il remettrait un compte mort dans le pool.',
      who: 'Décidé par',
      means: 'Signifie',
      ends: 'Prend fin',
      list: {
        disabled: {
          name: 'Désactivé',
          who: 'Regrant, quand un renouvellement est refusé avec `invalid_grant`.',
          means: 'L’autorisation est morte ; le compte ne fait plus rien.',
          ends: 'Uniquement avec de nouveaux jetons : en se connectant à nouveau, ou avec un nouveau jeton d’actualisation.',
        },
        proxy_disabled: {
          name: 'En pause',
          who: 'Vous, pour un compte ou pour plusieurs, avec une raison.',
          means: 'Le compte est en bonne santé et son autorisation reste entretenue, mais il est tenu hors du pool.',
          ends: 'Avec le même interrupteur, « Reprendre ».',
        },
        blocked: {
          name: 'Bloqué',
          who: 'Regrant, quand la réponse de Google réclame une personne.',
          means:
            'Google ne sert plus rien tant que personne n’agit : valider le compte, accepter des conditions, activer une API ou régler la facturation.',
          ends: 'Quand vous levez le blocage ou vous connectez à nouveau.',
        },
        protected: {
          name: 'Protégé',
          who: 'La protection des quotas, pour certains modèles.',
          means: 'Il reste peu du budget du compte pour ce modèle ; il continue de servir les autres.',
          ends: 'Tout seul, quand le budget est de retour.',
        },
        cooling: {
          name: 'Au repos',
          who: 'Regrant, après « trop de requêtes » ou des erreurs de serveur répétées.',
          means: 'Un court repos, pour ce compte et ce modèle.',
          ends: 'Tout seul, après quelques secondes ou minutes.',
        },
      },
      order:
        'À chaque chargement du pool, `disabled` est jugé d’abord, puis les blocages et la protection des quotas, puis `proxy_disabled`. Un compte peut être désactivé et en pause à la fois : une nouvelle connexion met fin au premier état, vous seul mettez fin au second.',
    },

    log: {
      title: 'Ce que dit le journal',
      text: 'L’histoire d’une autorisation morte se lit dans le journal, ligne par ligne :',
    },
    source: 'La liste des raisons donnée par Google',
  },
};
