import { defineConfig } from 'vitest/config';

/** The slow ones: power cuts, full disks, killed processes. Apart from `npm test`, run by `npm run test:faults`. */
export default defineConfig({
  test: {
    name: 'faults',
    environment: 'node',
    include: ['server/test/faults/**/*.fault.ts'],
    setupFiles: ['server/test/setup.ts'],
    testTimeout: 120_000,
    fileParallelism: false,
  },
});
