import type { paletteMessages as english } from '../en/palette.js';

/** The command palette. */
export const paletteMessages: typeof english = {
  palette: {
    open: 'Chercher et agir',
    title: 'Aller à une page, ou agir sur un compte',
    input: 'Page, compte ou action',
    results: 'Résultats',
    none: (query: string) => `Rien trouvé pour « ${query} »`,
    found: (count: number) => (count < 2 ? `${count} résultat` : `${count} résultats`),
    more: (count: number) => `encore ${count} : continuez à écrire pour préciser`,
    groups: { pages: 'Les pages', accounts: 'Comptes', appearance: 'Apparence' },
    openNamed: (email: string) => `Ouvrir ${email}`,
    theme: (mode: string) => `Mode de couleur : ${mode}`,
    keys: { choose: 'choisir', run: 'exécuter', close: 'fermer' },
  },
};
