import type { addMessages as english } from '../en/add.js';

/** Adding accounts, and how a sign-in at Google ended. */
export const addMessages: typeof english = {
  add: {
    title: 'Añadir cuenta',
    intro:
      'De quién es la cuenta lo dice Google. Añadir una que ya está renueva su autorización y conserva sus ajustes.',
    notConfigured: 'Google aún no conoce esta instalación',
    notConfiguredText: 'Crea primero un cliente OAuth; la configuración muestra dónde hacer clic.',
    toSetup: 'Ir a la configuración',
    google: {
      title: 'Iniciar sesión con Google',
      text: 'El dueño de la cuenta inicia sesión y da su permiso. Lo mejor es un navegador en este equipo.',
      button: 'Iniciar sesión con Google',
    },
    token: {
      title: 'Con un token de actualización',
      text: 'Uno emitido para el mismo cliente OAuth. Primero se prueba en Google; si lo rechaza, no cambia nada.',
      placeholder: '1//0g…',
      customLabel: 'Etiqueta (opcional)',
      customLabelHelp: 'Se muestra junto al correo.',
      project: 'ID de proyecto de Google Cloud (opcional)',
      projectHelp: 'El proyecto al que se cargan las solicitudes de esta cuenta.',
      empty: 'Pega primero un token de actualización.',
      failed: 'No se ha añadido la cuenta',
    },
    headless: {
      title: 'Sin navegador en este equipo',
      text: 'Si Regrant está en otra máquina, el último paso de Google lleva a una página que tu navegador no puede mostrar. No pasa nada: su dirección contiene todo lo necesario.',
      start: 'Obtener una dirección para iniciar sesión',
      startFailed: 'No se ha podido empezar el inicio de sesión',
      step1: 'Abre esta dirección en cualquier navegador e inicia sesión:',
      open: 'Abrir en una pestaña nueva',
      step2: 'La última página no se puede mostrar. Copia su dirección entera y pégala aquí:',
      label: 'Dirección de la página que no se pudo mostrar',
      submit: 'Terminar el inicio de sesión',
      empty: 'Pega primero la dirección.',
      failed: 'No se ha completado el inicio de sesión',
    },
    result: {
      created: (email: string) => `${email} se ha añadido y puede atender`,
      updated: (email: string) => `${email} ya estaba: su autorización se ha renovado`,
      reenabled: (email: string) => `${email}: cuenta reactivada, vuelve a atender`,
      unchanged: (email: string) => `${email}: son los tokens que ya tenía. No se ha cambiado nada`,
    },
    resultDisabled:
      'Sigue desactivada: unos tokens idénticos no la devuelven. Inicia sesión otra vez con Google para obtener una autorización nueva.',
    resultPaused: 'Está en pausa y seguirá fuera del grupo hasta que la reanudes.',
    toAccounts: 'Ver todas las cuentas',
    another: 'Añadir otra',
    someone: 'La cuenta',
  },

  signInOutcome: {
    created: 'cuenta añadida',
    updated: 'autorización renovada',
    reenabled: 'cuenta reactivada',
    unchanged: 'no se ha cambiado nada',
    failed: 'El inicio de sesión ha fallado',
    createdText: (email: string) => `${email} ya puede atender.`,
    updatedText: (email: string) => `${email} ya estaba y tiene una autorización nueva.`,
    reenabledText: (email: string) => `${email} vuelve a atender.`,
    unchangedText: (email: string) => `Google devolvió los tokens que ${email} ya tenía.`,
    refreshTokenKept:
      'Google no entregó un token de actualización nuevo, así que se conservó el anterior. Si está muerto, la cuenta volverá a desactivarse en la próxima actualización: quita Regrant de las aplicaciones con acceso a la cuenta de Google y vuelve a iniciar sesión.',
    failureUnknown: (code: string) => `Terminó con «${code}». El registro dice más. No se ha cambiado nada.`,
  },

  otherPerson: {
    title: 'Ha iniciado sesión otra persona',
    text: (actual: string, expected: string) =>
      `Ha iniciado sesión ${actual}, pero este inicio de sesión era para ${expected}. No se ha cambiado nada.`,
    question: (actual: string) => `¿Añadir ${actual} como cuenta propia?`,
    confirm: (actual: string) => `Añadir ${actual}`,
    cancel: 'No añadir',
    gone: 'Este inicio de sesión ya terminó',
  },
};
