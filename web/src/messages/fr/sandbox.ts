import type { sandboxMessages as english } from '../en/sandbox.js';

/** The page of the sandbox. */
export const sandboxMessages: typeof english = {
  sandbox: {
    intro:
      'Ici, un figurant joue le rôle de Google. Cassez un accès et regardez Regrant réagir ; aucun vrai compte n’est touché.',
    failed: 'Le bac à sable ne l’a pas fait',
    grantsTitle: 'Qui a donné accès',
    grantsText:
      'Révoquer, c’est ce qu’on fait dans son compte Google : tout s’arrête aussitôt. Expirer, c’est l’œuvre du temps : les jetons d’accès vivent encore un peu.',
    noGrant: 'Aucun accès en vie. Réautorisez le compte pour en donner un.',
    granted: 'Donné',
    refreshable: 'renouvelable',
    notRefreshable: 'jeton de renouvellement mort',
    revoke: 'Révoquer',
    revokeNamed: (email) => `Révoquer l’accès de ${email}`,
    expire: 'Expirer',
    expireNamed: (email) => `Faire expirer l’accès de ${email}`,
    faultTitle: 'Pannes du point d’accès aux jetons',
    faultText:
      'Ce que rencontre chaque renouvellement jusqu’à ce que vous changiez. Seul un accès refusé peut désactiver un compte ; rien d’autre ici.',
    faults: {
      none: 'Aucune : il fonctionne',
      unavailable: '503 Service indisponible',
      too_many_requests: '429 Trop de requêtes',
      captive_portal: 'Une page de connexion du réseau',
      hang: 'Aucune réponse',
      reset: 'La connexion se rompt',
      invalid_rapt: 'invalid_grant : contrôle de session (invalid_rapt)',
    },
    drill: {
      title: 'Exercice d’incendie',
      text: 'Laisse mourir l’accès d’un compte puis le rend, avec une vraie requête entre les deux, et chronomètre chaque étape.',
      start: 'Lancer l’exercice',
      steps: {
        revoke: (email) => `${email} révoque l’accès`,
        disabled: () => 'Le renouvellement suivant est refusé : compte désactivé à cause de invalid_grant',
        event: () => 'Cette page l’a appris, compté depuis le renouvellement',
        serves: () => 'Une requête est servie par un autre compte',
        regrant: (email) => `${email} donne de nouveau accès`,
        reenabled: () => 'Le nouveau jeton est éprouvé et enregistré : compte réactivé',
        back: () => 'Il est prêt à servir, compté depuis le nouveau jeton',
      },
      done: 'Tout est comme il faut.',
      failedAt: (reason) => `Arrêté ici : ${reason}`,
    },
  },
};
