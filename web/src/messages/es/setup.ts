import type { setupMessages as english } from '../en/setup.js';

/** The OAuth client’s set-up page. */
export const setupMessages: typeof english = {
  setup: {
    title: 'Configuración',
    welcome: 'Te damos la bienvenida a Regrant',
    intro:
      'Para que las cuentas puedan iniciar sesión solo falta una cosa: un cliente OAuth tuyo en Google. Son unos cinco minutos y es gratis.',
    doneIntro: 'Google conoce esta instalación. Solo volverás a necesitar esta página si cambia el cliente OAuth.',
    configured: 'El cliente OAuth está configurado',
    configuredText: (clientId: string) => `ID de cliente ${clientId}`,
    configuredElsewhere: 'Viene dado por el entorno.',
    loadFailed: 'No se han podido cargar los ajustes',
    stepsTitle: 'Qué crear en Google',
    opensGoogle: 'abre Google en una pestaña nueva',
    steps: {
      project: {
        title: 'Un proyecto',
        text: 'Crea un proyecto en la consola de Google Cloud o elige uno que ya tengas. Las solicitudes se cuentan en él.',
        link: 'Crear un proyecto',
      },
      api: {
        title: 'La API de Gemini',
        text: 'Habilita «Generative Language API» (la API de Gemini) en ese proyecto. Para Vertex AI, habilita también «Vertex AI API».',
        link: 'Habilitar Generative Language API',
      },
      consent: {
        title: 'La pantalla de consentimiento',
        text: 'Ponle a la aplicación un nombre y tu correo, y elige «Externo», salvo que todas las cuentas sean de tu Workspace.',
        link: 'Abrir la pantalla de consentimiento',
      },
      publish: {
        title: 'Publicarla en producción',
        text: 'En «Público», elige «Publicar aplicación». Mientras ponga «Prueba», Google termina cada autorización a los 7 días y cada cuenta tendría que iniciar sesión todas las semanas.',
        link: 'Abrir la página del público',
      },
      client: {
        title: 'Un cliente OAuth',
        text: 'Crea un cliente OAuth del tipo «Aplicación web» y añade esto en «URIs de redireccionamiento autorizados», letra por letra:',
        link: 'Crear un cliente OAuth',
        redirectUri: 'URI de redirección',
      },
    },
    formTitle: 'Pega lo que muestra Google',
    replaceTitle: 'Sustituir el cliente OAuth',
    replaceWarning:
      'Cada autorización pertenece al cliente que la recibió: tras un cambio, todas las cuentas tienen que volver a iniciar sesión.',
    clientId: 'ID de cliente',
    clientIdPlaceholder: '1234567890-abc….apps.googleusercontent.com',
    clientIdEmpty: 'Pega el ID de cliente.',
    clientIdOdd:
      'Un ID de cliente de Google termina en .apps.googleusercontent.com. Comprueba que no sea el nombre del proyecto ni el secreto.',
    clientSecret: 'Secreto del cliente',
    clientSecretHelp: 'Se guarda en secrets.json en este equipo y no vuelve a mostrarse.',
    clientSecretEmpty: 'Pega el secreto del cliente.',
    save: 'Guardar el cliente OAuth',
    saved: 'El cliente OAuth se ha guardado',
    saveFailed: 'No se ha guardado el cliente OAuth',
    next: 'Añadir la primera cuenta',
    nextAnother: 'Añadir una cuenta',
  },
};
