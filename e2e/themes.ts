import { test } from '@playwright/test';

/** The same tests once in light and once in dark, whatever the whole run is in. */
export function inBothThemes(declare: (theme: 'light' | 'dark') => void): void {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${colorScheme} mode`, () => {
      test.use({ colorScheme });
      declare(colorScheme);
    });
  }
}
