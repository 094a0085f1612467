import type { paletteMessages as english } from '../en/palette.js';

/** The command palette. */
export const paletteMessages: typeof english = {
  palette: {
    open: 'Buscar y actuar',
    title: 'Ir a una página o actuar sobre una cuenta',
    input: 'Página, cuenta o acción',
    results: 'Resultados',
    none: (query: string) => `Nada encontrado para «${query}»`,
    found: (count: number) => (count === 1 ? '1 resultado' : `${count} resultados`),
    more: (count: number) => `${count} más: sigue escribiendo para acotar`,
    groups: { pages: 'Páginas', accounts: 'Cuentas', appearance: 'Apariencia' },
    openNamed: (email: string) => `Abrir ${email}`,
    theme: (mode: string) => `Modo de color: ${mode}`,
    keys: { choose: 'elegir', run: 'ejecutar', close: 'cerrar' },
  },
};
