import type { frameMessages as english } from '../en/frame.js';
import { accountCount } from './counts.js';

/** What surrounds every page. */
export const frameMessages: typeof english = {
  frame: {
    skipToContent: 'Ir al contenido',
    navigation: 'Navegación principal',
    openNavigation: 'Abrir el menú',
    navigationDescription: 'Las páginas del panel',
    signOut: 'Cerrar sesión',
    signOutFailed: 'La petición de cerrar la sesión no llegó al servidor. La sesión sigue abierta.',
    version: (version: string) => `Versión ${version}`,
    notFoundText: 'Puede que la dirección esté mal escrita o sea de otra versión.',
    backToOverview: 'Volver al resumen',
    sideBar: 'Barra lateral',
    notifications: 'Notificaciones',
    dismiss: 'Cerrar',
    language: 'Idioma',
  },

  theme: {
    label: 'Modo de color',
    light: 'Claro',
    dark: 'Oscuro',
    system: 'Como el sistema',
  },

  connection: {
    label: 'Conexión',
    connecting: 'Conectando',
    live: 'En directo',
    reconnecting: 'Reconectando',
    offline: 'Sin conexión',
    explain: {
      connecting: 'Conectando con Regrant.',
      live: 'Los cambios aparecen en cuanto ocurren.',
      reconnecting: 'Se cortó la conexión. Lo que ves puede tener unos instantes de retraso.',
      offline: 'Regrant no responde. Quizá esté parado o reiniciándose; esta página sigue intentándolo.',
    },
  },

  banners: {
    sandbox: 'Entorno de pruebas: un simulador hace el papel de Google y ninguna cuenta es real.',
    sandboxLabel: 'Entorno de pruebas',
    foreignLabel: 'Direcciones que no son de Google',
    sandboxConsole: 'Abrir la consola del entorno de pruebas',
    unsavedLabel: 'Cambios sin guardar',
    unsaved: (count: number) =>
      `El disco no admite escritura: los cambios de ${accountCount(count)} solo están en la memoria.`,
    unsavedExplain:
      'Las solicitudes siguen su curso. Los cambios se guardarán solos en cuanto el disco lo permita; comprueba el espacio libre.',
    foreign: 'Regrant no está hablando con Google.',
    foreignExplain: 'Estos ajustes llevan a otras direcciones, que por tanto ven los tokens de tus cuentas:',
    clientRefusedLabel: 'Cliente OAuth rechazado',
    clientRefused: (key: string) => `Google rechaza el cliente OAuth «${key}».`,
    clientRefusedExplain:
      'Sus cuentas están intactas, pero ninguna recibirá un token de acceso nuevo hasta que se arregle. Compara el ID de cliente y el secreto con la consola de Google.',
    toClient: 'Revisar el cliente OAuth',
  },

  errors: {
    quoted: (words: string) => `«${words}»`,
    unreachable: 'Regrant no responde.',
    unreachableHint: 'Comprueba que esté en marcha. No se ha cambiado nada.',
    unexpected: 'No se ha entendido la respuesta.',
    unexpectedHint: 'Recarga la página; puede ser de otra versión que el servidor.',
    retry: 'Reintentar',
    copy: 'Copiar',
    copied: 'Copiado',
    copyFailed: 'Selecciónalo y cópialo a mano',
  },
};
