import { defineConfig } from 'vitest/config';

import { dashboardPlugins } from './web/plugins.js';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['server/**/*.spec.ts'],
          setupFiles: ['server/test/setup.ts'],
        },
      },
      {
        plugins: dashboardPlugins(),
        test: {
          name: 'web',
          environment: 'happy-dom',
          include: ['web/src/**/*.spec.ts'],
          setupFiles: ['web/src/testing/setup.ts'],
        },
      },
    ],
  },
});
