import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegrant } from '../../src/app.js';
import { writeAccounts } from '../account-files.js';
import { ADMIN_TOKEN, CALLER_KEY, Nowhere } from '../bench-settings.js';
import { answer } from './worker.js';

/* Regrant as it is started by its users, all of it, with as many accounts as asked for. */

const accounts = Number(process.env['BENCH_ACCOUNTS'] ?? 10);
const upstream = process.env['BENCH_UPSTREAM'] ?? '';
const root = await mkdtemp(join(tmpdir(), 'regrant-bench-'));
await writeAccounts(join(root, 'accounts'), accounts);

const regrant = await startRegrant({
  argv: [],
  env: {
    REGRANT_PORT: '0',
    REGRANT_DATA_DIR: root,
    REGRANT_ADMIN_TOKEN: ADMIN_TOKEN,
    REGRANT_API_KEY: CALLER_KEY,
    REGRANT_LOG_FORMAT: 'json',
    REGRANT_PROJECT_ID: 'project-of-the-benchmark',
    REGRANT_GOOGLE_CLIENT_ID: 'client-of-the-benchmark',
    REGRANT_GOOGLE_CLIENT_SECRET: 'secret-of-the-benchmark',
    REGRANT_GOOGLE_TOKEN_URL: `${upstream}/token`,
    REGRANT_GEMINI_BASE_URL: upstream,
    REGRANT_VERTEX_BASE_URL: upstream,
    REGRANT_ALLOW_PRIVATE_UPSTREAMS: 'true',
  },
  output: new Nowhere(),
});

answer({
  port: () => regrant.port,
  async close() {
    await regrant.close();
    await rm(root, { recursive: true, force: true });
  },
});
