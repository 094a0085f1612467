import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

import { dashboardPlugins } from './plugins.js';
import { precompress } from './precompress.js';

/** Where the server serves the built dashboard from. */
const outDir = fileURLToPath(new URL('../dist/web', import.meta.url));

/** The server's address while both run under `npm run dev`. */
const server = process.env['REGRANT_DEV_SERVER'] ?? 'http://127.0.0.1:8045';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [dashboardPlugins(), precompress()],
  build: { outDir, emptyOutDir: true, target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 900 },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/auth': server, '/socket.io': { target: server, ws: true } },
  },
});
