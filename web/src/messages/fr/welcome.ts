import type { welcomeMessages as english } from '../en/welcome.js';

/** The first run: from nothing to an account that serves. */
export const welcomeMessages: typeof english = {
  welcome: {
    title: 'Bienvenue dans Regrant',
    intro:
      'Quatre étapes, et l’un de vos comptes Google répond à sa première requête. Vous pouvez partir à tout moment et revenir.',
    steps: 'Étapes',
    step: (number: number, total: number) => `Étape ${number} sur ${total}`,
    done: 'terminée',
    leave: 'Quitter pour l’instant',
    next: 'Continuer',
    client: {
      title: 'Votre client OAuth',
      text: 'Google doit connaître cette installation. Créez votre propre client OAuth : environ cinq minutes, sans frais.',
      ready: 'Le client OAuth est en place.',
    },
    account: {
      title: 'Le premier compte',
      text: 'Connectez-vous avec le compte Google qui doit répondre aux requêtes. Google vous demande votre accord.',
      ready: (email: string) => `${email} peut servir.`,
      elsewhere: 'Pas de navigateur sur cette machine, ou un jeton d’actualisation sous la main ?',
      waiting: 'Le compte est là mais ne peut pas encore servir. La page des comptes dit pourquoi.',
    },
    key: {
      title: 'Une clé pour vos programmes',
      text: 'Les programmes qui utilisent la passerelle présentent une clé. Elle ne s’affiche que cette fois : copiez-la là où il faut.',
      create: 'Créer une clé',
      name: 'Première clé',
      value: 'Clé',
      failed: 'La clé n’a pas été créée',
      have: 'J’ai déjà une clé',
      paste: 'Une clé que vous avez',
    },
    request: {
      title: 'La première requête',
      text: 'Une vraie requête, telle que vos programmes l’enverront : par la passerelle, avec la clé, Google répond.',
      model: 'Modèle',
      prompt: 'Votre question',
      samplePrompt: 'Dis bonjour en une courte phrase.',
      send: 'Envoyer la requête',
      stop: 'Arrêter',
      answer: 'Réponse',
      waiting: 'En attente des premiers mots…',
      nothing: 'La réponse était vide.',
      stopped: 'Arrêtée.',
      failed: 'La requête est restée sans réponse',
      proof: 'Cela fonctionne : l’un de vos comptes a répondu.',
    },
    finish: {
      title: 'C’est tout',
      text: 'Désormais, Regrant garde l’autorisation en vie et vous prévient quand il a besoin de vous.',
      overview: 'Aller à la vue d’ensemble',
      connect: 'Configurer un programme',
      more: 'Ajouter d’autres comptes',
    },
  },
};
