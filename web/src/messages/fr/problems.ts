import type { problemsMessages as english } from '../en/problems.js';

/** Les refus du serveur, par code. */
export const problemsMessages: typeof english = {
  problems: {
    'request.malformed': { detail: 'La requête n’a pas pu être lue.', hint: 'Rechargez la page et réessayez.' },
    'request.invalid': { detail: 'Un élément ne convient pas tel quel.', hint: 'Corrigez-le et réessayez.' },
    'request.too_large': {
      detail: 'C’est plus que ce que Regrant accepte en une fois.',
      hint: 'Envoyez-en moins, ou en plusieurs parties.',
    },
    'request.unsupported_media_type': { detail: 'Ce qui a été envoyé n’est pas du JSON.', hint: 'Envoyez du JSON.' },
    'request.not_found': {
      detail: 'Cette requête n’est plus dans le journal.',
      hint: 'Les réglages disent combien de temps les requêtes sont gardées.',
    },
    'route.not_found': {
      detail: 'Il n’y a rien à cette adresse.',
      hint: 'Rechargez la page ; elle vient peut-être d’une autre version que le serveur.',
    },
    'route.method_not_allowed': {
      detail: 'Cela ne peut pas se faire à cette adresse.',
      hint: 'Rechargez la page ; elle vient peut-être d’une autre version que le serveur.',
    },
    'auth.required': {
      detail: 'Vous n’êtes pas connecté.',
      hint: 'Ouvrez le lien de connexion que Regrant a affiché au démarrage.',
    },
    'auth.rejected': {
      detail: 'Ce n’est pas le bon, ou le lien a déjà servi.',
      hint: 'Redémarrez Regrant pour un nouveau lien, ou utilisez le jeton d’administration de secrets.json.',
    },
    'auth.origin_refused': {
      detail: 'La requête venait d’une autre page que le tableau de bord.',
      hint: 'Utilisez le tableau de bord à sa propre adresse.',
    },
    'auth.host_refused': {
      detail: 'La requête portait un nom d’hôte qui n’est pas celui de Regrant.',
      hint: 'Utilisez http://localhost avec le port de Regrant, ou définissez REGRANT_PUBLIC_URL.',
    },
    'auth.slow_down': {
      detail: 'Trop de mots de passe sont essayés.',
      hint: 'Réessayez dans un instant. Le jeton d’administration et le lien de connexion marchent toujours.',
    },
    'auth.password_fixed': {
      detail: 'Le mot de passe vient de REGRANT_ADMIN_PASSWORD.',
      hint: 'Changez-le là, puis redémarrez Regrant.',
    },
    'session.not_found': { detail: 'Cette session n’existe plus.', hint: 'Elle est terminée ; il n’y a rien à faire.' },
    'caller.key_missing': {
      detail: 'La requête n’apportait aucune clé.',
      hint: 'Envoyez une clé de Regrant ; vérifiez que le programme n’a pas laissé la sienne vide.',
    },
    'caller.key_rejected': {
      detail: 'Cette clé n’a pas été créée par Regrant.',
      hint: 'Créez-en une ici, ou prenez celle de REGRANT_API_KEY ; les clés de Google ne conviennent pas.',
    },
    'caller.key_conflict': {
      detail: 'Une même requête portait deux clés différentes.',
      hint: 'Envoyez la clé à un seul endroit.',
    },
    'caller.rate_limited': {
      detail: 'La clé a fait toutes les requêtes permises en une minute.',
      hint: 'Attendez un instant, ou relevez la limite de la clé.',
    },
    'caller.model_refused': {
      detail: 'La clé ne permet pas ce modèle.',
      hint: 'Choisissez un modèle qu’elle permet, ou une autre clé.',
    },
    'caller.key_not_found': { detail: 'Cette clé n’existe plus.', hint: 'Elle a peut-être été révoquée.' },
    'caller.key_fixed': {
      detail: 'Cette clé vient de REGRANT_API_KEY.',
      hint: 'Changez-la ou retirez-la là, puis redémarrez Regrant.',
    },
    'caller.key_limit': {
      detail: 'Il y a déjà autant de clés que Regrant en garde.',
      hint: 'Révoquez-en une qui ne sert pas.',
    },
    'account.not_found': { detail: 'Ce compte n’existe pas.', hint: 'Il a peut-être été supprimé.' },
    'account.unreadable': {
      detail: 'Le fichier du compte est illisible.',
      hint: 'Réparez le fichier dans le dossier de données ; une copie se trouve dans quarantine/.',
    },
    'account.disabled': {
      detail: 'Ce compte est désactivé : son autorisation est morte.',
      hint: 'Connectez-vous à nouveau pour ce compte.',
    },
    'account.identity_conflict': {
      detail: 'Cette adresse e-mail est enregistrée pour une autre identité Google.',
      hint: 'Si l’adresse a changé de propriétaire, supprimez d’abord l’ancien compte, puis ajoutez-la à nouveau.',
    },
    'grant.refresh_rejected': {
      detail: 'Google a refusé le jeton d’actualisation (invalid_grant) ; rien n’a été modifié.',
      hint: 'Connectez-vous plutôt avec Google. Le jeton d’un autre outil ne marche qu’avec le client OAuth de cet outil.',
    },
    'grant.refresh_unavailable': {
      detail:
        'Google n’a pas tranché sur le jeton d’actualisation : pas de connexion, surcharge, ou réponse dénuée de sens.',
      hint: 'Vérifiez la connexion à Google et réessayez dans un instant.',
    },
    'grant.issued_to_other_client': {
      detail: 'Le jeton d’actualisation a été délivré à un autre client OAuth.',
      hint: 'Connectez-vous ici avec Google, ou configurez le client auquel le jeton a été délivré.',
    },
    'projects.refused': {
      detail: 'Google ne donne pas la liste des projets de ce compte.',
      hint: 'Saisissez l’ID du projet. Pour choisir dans une liste, connectez-vous à nouveau et accordez l’accès à Google Cloud.',
    },
    'projects.api_disabled': {
      detail: 'L’API Cloud Resource Manager est désactivée dans le projet du client OAuth.',
      hint: 'Activez-la sur la page de Google et réessayez dans une minute, ou saisissez l’ID du projet.',
    },
    'projects.unavailable': {
      detail: 'La liste des projets n’a pas pu être obtenue : Google n’a rien répondu d’utilisable.',
      hint: 'Réessayez dans un instant, ou saisissez l’ID du projet.',
    },
    'oauth_client.missing': {
      detail: 'Aucun client OAuth n’est configuré.',
      hint: 'La configuration montre comment en créer un.',
    },
    'oauth_client.misconfigured': {
      detail: 'Google refuse le client OAuth.',
      hint: 'Comparez l’ID client et le code secret avec la console de Google.',
    },
    'oauth.denied': {
      detail: 'L’accès n’a pas été accordé sur la page de Google. Rien n’a été modifié.',
      hint: 'Recommencez et accordez-le.',
    },
    'oauth.state_rejected': {
      detail: 'Cette réponse n’appartient à aucune connexion en attente ici.',
      hint: 'Recommencez-la ici et terminez-la dans le même navigateur, en moins de dix minutes.',
    },
    'oauth.exchange_failed': {
      detail: 'Google n’a pas accepté l’échange. Aucun compte n’a été modifié.',
      hint: 'Vérifiez l’ID client, le code secret et l’URI de redirection dans la configuration, puis reconnectez-vous.',
    },
    'oauth.userinfo_failed': {
      detail: 'Google n’a pas dit qui s’est connecté.',
      hint: 'Réessayez dans un instant. Si cela dure, l’accès à l’adresse e-mail n’est peut-être pas accordé.',
    },
    'oauth.email_unverified': {
      detail: 'L’adresse e-mail de ce compte Google n’est pas validée.',
      hint: 'Faites-la d’abord valider chez Google.',
    },
    'oauth.refresh_token_missing': {
      detail: 'Google n’a pas donné de jeton d’actualisation.',
      hint: 'Retirez Regrant des « Accès tiers » du compte Google, puis connectez-vous à nouveau.',
    },
    'oauth.scope_missing': {
      detail: 'Toutes les cases de la page de Google n’étaient pas cochées.',
      hint: 'Connectez-vous à nouveau et acceptez-les toutes.',
    },
    'oauth.flow_unknown': { detail: 'Cette connexion est terminée.', hint: 'Recommencez-la.' },
    'pool.reauth_required': {
      detail: 'Aucun compte ne peut servir : chacun a besoin de quelqu’un.',
      hint: 'Réautorisez ou reprenez-en un.',
    },
    'pool.empty': { detail: 'Aucun compte n’est enregistré.', hint: 'Ajoutez un compte Google.' },
    'pool.exhausted': { detail: 'Aucun compte ne peut servir en ce moment.', hint: 'Réessayez dans un instant.' },
    'pool.cooling': {
      detail: 'Le quota de tous les comptes pour ce modèle est épuisé pour l’instant.',
      hint: 'Attendez un peu, ajoutez un compte, ou prenez un autre modèle.',
    },
    'pool.project_missing': {
      detail: 'Aucun compte disponible n’indique de projet Google Cloud, dont Vertex AI a besoin.',
      hint: 'Donnez son projet à un compte, ou définissez REGRANT_PROJECT_ID.',
    },
    'upstream.unreachable': {
      detail: 'Aucune connexion à l’API de Google n’a abouti.',
      hint: 'Vérifiez le réseau, ainsi que les adresses si elles ont été changées.',
    },
    'upstream.timeout': {
      detail: 'L’API de Google a mis trop de temps à répondre.',
      hint: 'Réessayez, ou avec une requête plus petite.',
    },
    'upstream.rejected': {
      detail: 'L’API de Google a refusé la requête.',
      hint: 'Le plus souvent, c’est le nom du modèle, le projet ou un paramètre.',
    },
    'upstream.invalid_answer': {
      detail: 'L’API de Google s’est interrompue, ou a envoyé autre chose qu’une réponse.',
      hint: 'Réessayez.',
    },
    'settings.invalid': { detail: 'Un réglage est inutilisable.', hint: 'Corrigez ce qui est nommé.' },
    'storage.failed': {
      detail: 'Le disque a refusé.',
      hint: 'Voyez l’espace libre et les droits ; ce qui n’a pas pu être écrit est réessayé tout seul.',
    },
    'storage.locked': {
      detail: 'Un autre Regrant utilise ce dossier de données.',
      hint: 'Arrêtez-le, ou donnez à celui-ci un dossier à lui.',
    },
    'storage.unwritable': {
      detail: 'Rien ne peut être gardé dans le dossier de données.',
      hint: 'Donnez à l’utilisateur qui lance Regrant un dossier qui lui appartient.',
    },
    'encryption.key_required': {
      detail: 'Les jetons sont chiffrés ici, et Regrant n’a pas de clé.',
      hint: 'Lancez-le avec la phrase secrète ou le fichier de clé utilisés auparavant.',
    },
    'encryption.key_rejected': {
      detail: 'La phrase secrète ou le fichier de clé n’est pas celui utilisé auparavant.',
      hint: 'Lancez Regrant avec le bon.',
    },
    'encryption.unusable': {
      detail: 'Ce qui est chiffré ne peut pas être ouvert : encryption.json manque ou est abîmé.',
      hint: 'Remettez-le depuis une sauvegarde.',
    },
    'server.port_in_use': {
      detail: 'Un autre programme écoute sur ce port.',
      hint: 'Arrêtez-le, ou choisissez un autre port.',
    },
    'server.draining': { detail: 'Regrant va s’arrêter.', hint: 'Réessayez quand il aura redémarré.' },
    'server.busy': {
      detail: 'De grosses requêtes en cours prennent toute la mémoire permise.',
      hint: 'Réessayez dans un instant.',
    },
    'server.internal': {
      detail: 'Regrant n’y est pas parvenu.',
      hint: 'Consultez son journal ; réessayer ne fait pas de mal.',
    },
  },
};
