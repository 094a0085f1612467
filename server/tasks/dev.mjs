import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createNetServer } from 'node:net';
import { forgetBuild } from './build.mjs';
import { followParent } from './follow-parent.mjs';
import { fromRoot, ROOT } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { runTask, say, TaskError } from './task-error.mjs';

/** What the server answers besides /api and /socket.io; the rest is the dashboard's and comes from Vite. */
const SERVER_PATHS = '^/(v1|v1beta|v1beta1|projects|healthz|readyz|metrics)([/?]|$)';

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

/**
 * One address for everything: Vite with hot reload in front, the server behind it on a port of its own, compiled and
 * restarted on every change.
 */
async function develop() {
  followParent();
  await prepare();
  const { port, serverArguments } = parseArguments(process.argv.slice(2));
  const serverPort = await freePort();
  const dashboard = await startVite(port, serverPort);
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    for (const child of children) child.kill('SIGTERM');
    await Promise.all([dashboard.close(), ...[...children].map((child) => once(child, 'exit'))]);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void close());
  forgetBuild();
  await startCompiler();
  if (closing) return;
  startServer(serverArguments, port, serverPort);
  say(`developing at http://localhost:${port} (server behind it on ${serverPort})`);
}

/**
 * `--port` names the one address; the rest is the server's.
 *
 * @param {readonly string[]} args
 */
function parseArguments(args) {
  const serverArguments = [...args];
  const at = serverArguments.findIndex((arg) => arg === '--port' || arg.startsWith('--port='));
  if (at === -1) return { port: parsePort(process.env.REGRANT_PORT || '8045'), serverArguments };
  const [flag] = serverArguments.splice(at, 1);
  const value = flag.startsWith('--port=') ? flag.slice('--port='.length) : serverArguments.splice(at, 1)[0];
  return { port: parsePort(value ?? ''), serverArguments };
}

/** @param {string} text */
function parsePort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new TaskError(`the port to develop at must be a number from 1 to 65535, not "${text}"`);
}

async function freePort() {
  const probe = createNetServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/**
 * @param {number} port
 * @param {number} serverPort
 */
async function startVite(port, serverPort) {
  const { createServer } = await import('vite');
  const target = `http://127.0.0.1:${serverPort}`;
  const vite = await createServer({
    root: fromRoot('web'),
    configFile: fromRoot('web', 'vite.config.ts'),
    clearScreen: false,
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      // Host stays what the browser sent: the server checks it against its public address.
      proxy: {
        // Named apart, because web/vite.config.ts names it too and the first match wins.
        '/api': { target, changeOrigin: false },
        [SERVER_PATHS]: { target, changeOrigin: false },
        '/socket.io': { target, changeOrigin: false, ws: true },
      },
    },
  });
  try {
    return await vite.listen();
  } catch (error) {
    await vite.close();
    throw new TaskError(`cannot listen on port ${port}: ${error.message}. Choose another: npm run dev -- --port 8100`);
  }
}

/** Ends when the first pass is through, so that the server does not restart once per file it writes. */
function startCompiler() {
  const tsc = fromRoot('node_modules', 'typescript', 'bin', 'tsc');
  const project = fromRoot('server', 'tsconfig.build.json');
  const flags = ['--watch', '--preserveWatchOutput', '--incremental', 'false', '--tsBuildInfoFile', 'null'];
  const compiler = track(
    spawn(process.execPath, [tsc, '-p', project, ...flags], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  return new Promise((resolve) => {
    compiler.once('exit', resolve);
    compiler.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      if (String(chunk).includes('Watching for file changes')) resolve(undefined);
    });
  });
}

/**
 * @param {readonly string[]} args
 * @param {number} port
 * @param {number} serverPort
 */
function startServer(args, port, serverPort) {
  const env = {
    ...process.env,
    REGRANT_PORT: String(serverPort),
    REGRANT_PUBLIC_URL: process.env.REGRANT_PUBLIC_URL || `http://localhost:${port}`,
  };
  const main = fromRoot('dist', 'server', 'src', 'main.js');
  const flags = ['--watch', '--watch-preserve-output', '--enable-source-maps'];
  track(spawn(process.execPath, [...flags, main, ...args], { cwd: ROOT, stdio: 'inherit', env }));
}

/**
 * @template {import('node:child_process').ChildProcess} T
 * @param {T} child
 * @returns {T}
 */
function track(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

await runTask(develop);
