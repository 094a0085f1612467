import type { pagesMessages as english } from '../en/pages.js';

/** What the pages are called. */
export const pagesMessages: typeof english = {
  pages: {
    overview: 'Resumen',
    accounts: 'Cuentas',
    account: 'Cuenta',
    addAccount: 'Añadir cuenta',
    requests: 'Solicitudes',
    request: 'Solicitud',
    usage: 'Consumo',
    connect: 'Conectar',
    keys: 'Claves',
    settings: 'Ajustes',
    setup: 'Configuración inicial',
    firstRun: 'Bienvenida',
    help: 'Ayuda',
    sandbox: 'Entorno de pruebas',
    notFound: 'Esta página no existe',
  },
};
