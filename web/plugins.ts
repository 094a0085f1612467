import { fileURLToPath } from 'node:url';

import nuxtUi from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import type { PluginOption } from 'vite';

/**
 * The plugins that turn the dashboard's sources into something a browser (or happy-dom) runs. Shared by the build
 * and by vitest, so that components are tested as they are shipped.
 *
 * Components and composables are imported by name, not by magic: a fresh clone type-checks without a build.
 * Icons come from the installed set; without `clientBundle` they would be fetched from the internet at run time.
 */
export function dashboardPlugins(): PluginOption[] {
  return [
    vue(),
    nuxtUi({
      root: fileURLToPath(new URL('..', import.meta.url)),
      autoImport: false,
      colorMode: false,
      components: false,
      icon: { clientBundle: { scan: { globInclude: ['web/src/**/*.{vue,ts}'], globExclude: ['**/*.spec.ts'] } } },
      ui: {
        colors: {
          primary: 'teal',
          neutral: 'mist',
          success: 'emerald',
          warning: 'amber',
          error: 'rose',
          info: 'sky',
        },
        // Faded text on a tinted ground falls below WCAG AA.
        alert: { slots: { description: 'opacity-100' } },
        button: {
          variants: { size: { md: { leadingIcon: 'size-4', trailingIcon: 'size-4' } } },
          // The kit fades a solid button that is pointed at, and its label then falls below WCAG AA: away from the
          // label's colour it goes instead, in both modes.
          compoundVariants: [
            {
              color: 'primary' as const,
              variant: 'solid' as const,
              class:
                'hover:bg-[color-mix(in_oklab,var(--ui-primary)_85%,var(--ui-text-highlighted))] active:bg-[color-mix(in_oklab,var(--ui-primary)_85%,var(--ui-text-highlighted))]',
            },
            {
              color: 'error' as const,
              variant: 'solid' as const,
              class:
                'hover:bg-[color-mix(in_oklab,var(--ui-error)_85%,var(--ui-text-highlighted))] active:bg-[color-mix(in_oklab,var(--ui-error)_85%,var(--ui-text-highlighted))]',
            },
          ],
        },
      },
    }),
  ];
}
