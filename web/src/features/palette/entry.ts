/** The groups of the palette, in the order in which they stand while nothing is typed. */
export const PALETTE_GROUPS = ['accounts', 'pages', 'appearance'] as const;

/** One thing that the palette can do. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: (typeof PALETTE_GROUPS)[number];
  readonly label: string;
  readonly icon: string;
  /** Found by these words, too; they are not shown. */
  readonly keywords?: string;
  /** Stands there before anything is typed. */
  readonly isSuggested?: boolean;
  readonly run: () => unknown;
}
