import type { sessionMessages as english } from '../en/session.js';

/** The sign-in page. */
export const sessionMessages: typeof english = {
  session: {
    title: 'Se connecter à Regrant',
    intro: 'Regrant affiche un lien de connexion au démarrage. Ouvrez ce lien, ou collez-le ici.',
    method: 'Se connecter avec',
    byToken: 'Lien ou jeton',
    byPassword: 'Mot de passe',
    token: 'Lien de connexion ou jeton d’administration',
    tokenHelp:
      'Le lien ne sert qu’une fois. Le jeton d’administration se trouve dans secrets.json, dans le dossier de données.',
    password: 'Mot de passe d’administration',
    passwordHelp: 'Celui défini par REGRANT_ADMIN_PASSWORD.',
    submit: 'Se connecter',
    signingIn: 'Connexion en cours…',
    empty: 'Collez d’abord le lien ou le jeton.',
    emptyPassword: 'Saisissez d’abord le mot de passe.',
    linkFailed: 'Ce lien n’a pas permis de vous connecter',
    failed: 'Cela n’a pas fonctionné',
    unreachable: 'Regrant ne répond pas. En attente de son retour…',
  },
};
