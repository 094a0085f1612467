import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, RegrantProcess, type Ending } from './demo-process.js';
import { startSandbox, type Sandbox } from './sandbox.js';

/** Regrant with everything around it pretended: `npm run demo`. */
const HOST = '127.0.0.1';
const ENROLLED = ['alice@example.com', 'bob@example.com', 'carol@example.com'];
const ENTRY = fileURLToPath(new URL('../bundle/main.js', import.meta.url));

async function run(): Promise<number> {
  const interrupted = nextSignal();
  const sandbox = await startSandbox();
  // mkdtemp makes it 0700.
  const dataDirectory = await mkdtemp(join(tmpdir(), 'regrant-demo-'));
  try {
    for (const [index, email] of ENROLLED.entries()) {
      await sandbox.enrol(dataDirectory, email, { projectId: `sandbox-project-${index + 1}` });
    }
    return await serve(sandbox, dataDirectory, interrupted);
  } finally {
    await sandbox.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function serve(sandbox: Sandbox, dataDirectory: string, interrupted: Promise<'interrupted'>): Promise<number> {
  const wanted = Number(process.env['REGRANT_PORT'] ?? 8045);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) throw new Error('REGRANT_PORT must be a port number');
  const port = await freePort(wanted, HOST);
  if (port !== wanted) console.log(`Port ${wanted} is taken, so the demo uses ${port}.`);
  const apiKey = `rg-demo-${randomBytes(16).toString('hex')}`;
  const regrant = new RegrantProcess(
    ENTRY,
    {
      ...sandbox.environment,
      REGRANT_HOST: HOST,
      REGRANT_PORT: String(port),
      REGRANT_DATA_DIR: dataDirectory,
      REGRANT_API_KEY: apiKey,
    },
    `http://${HOST}:${port}`,
  );
  const started = await Promise.race([regrant.healthy().then(() => 'ready' as const), regrant.ended, interrupted]);
  if (started === 'ready') console.log(instructions(port, apiKey, sandbox));
  const outcome = started === 'ready' ? await Promise.race([regrant.ended, interrupted]) : started;
  if (outcome !== 'interrupted') return reportEnding(outcome);
  console.log('\nStopping. Requests in flight are finished first; press Ctrl-C again to end at once.');
  void nextSignal().then(() => regrant.kill());
  await regrant.stop();
  return 0;
}

function instructions(port: number, apiKey: string, sandbox: Sandbox): string {
  return `
Regrant is running in a sandbox: nothing here talks to Google.

  Dashboard       http://localhost:${port}/   (sign in with the one-time link that Regrant printed above)
  Accounts        ${ENROLLED.join(', ')}
  Revoke a grant  ${sandbox.console.url}   then send a request and watch the dashboard
  Give it again   press "Re-authorise" on the account in the dashboard

Try a request:

  curl -sS http://localhost:${port}/v1/chat/completions \\
    -H 'Authorization: Bearer ${apiKey}' -H 'Content-Type: application/json' \\
    -d '{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Hello"}]}'

Stop with Ctrl-C; the accounts of the demo are removed with it.
`;
}

function reportEnding({ code, signal }: Ending): number {
  console.error(
    `\nRegrant ended by itself (${signal ?? `code ${code}`}), so the demo ends too. Its last lines above say why.`,
  );
  return code === null || code === 0 ? 1 : code;
}

function nextSignal(): Promise<'interrupted'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('interrupted'));
  });
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error('The demo could not start:', error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
