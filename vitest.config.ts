import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

import { dashboardPlugins } from './web/plugins.js';

export default defineConfig({
  test: {
    // By itself vitest leaves one processor free, which on two of them halves the pace.
    maxWorkers: Math.max(2, availableParallelism() - 1),
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
