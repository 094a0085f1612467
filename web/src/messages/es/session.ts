import type { sessionMessages as english } from '../en/session.js';

/** The sign-in page. */
export const sessionMessages: typeof english = {
  session: {
    title: 'Iniciar sesión en Regrant',
    intro: 'Al arrancar, Regrant muestra un enlace de inicio de sesión. Ábrelo o pégalo aquí.',
    method: 'Iniciar sesión con',
    byToken: 'Enlace o token',
    byPassword: 'Contraseña',
    token: 'Enlace de inicio de sesión o token de administración',
    tokenHelp: 'El enlace sirve una sola vez. El token de administración está en secrets.json, en la carpeta de datos.',
    password: 'Contraseña de administración',
    passwordHelp: 'La que se fijó con REGRANT_ADMIN_PASSWORD.',
    submit: 'Iniciar sesión',
    signingIn: 'Iniciando sesión…',
    empty: 'Pega primero el enlace o el token.',
    emptyPassword: 'Escribe primero la contraseña.',
    linkFailed: 'Este enlace no ha servido para iniciar sesión',
    failed: 'No ha funcionado',
    unreachable: 'Regrant no responde. Esperando a que vuelva…',
  },
};
