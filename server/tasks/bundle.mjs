import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { isEntry } from './is-entry.mjs';
import { ROOT } from './paths.mjs';

/**
 * What stays a package of its own: it reads files beside itself, or is optional and mostly not there. jsonc-parser is
 * two modules in one, of which bundlers take the other one than Node does.
 */
const LEFT_OUT = [
  'fs-native-extensions',
  'node-sqlite3-wasm',
  'jsonc-parser',
  'bufferutil',
  'utf-8-validate',
  'class-transformer',
  'class-validator',
  '@fastify/multipart',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/platform-express',
];

/** The programs, by the name of their file in the bundle; where each was compiled to. */
const PROGRAMS = {
  main: 'src/main.js',
  regrant: 'src/cli/main.js',
  'traffic-worker': 'src/observability/traffic/traffic-worker.js',
};

/**
 * Puts the compiled server and the packages it needs into a few files, in `bundle/` beside `src/`: reading and linking
 * nearly two thousand files takes longer than anything else in a start. All of them lie in one folder, as deep as `src/` is, so
 * that what is found by its place (the dashboard, the worker) is found from there as well.
 *
 * @param {string} folder  where the server was compiled to
 */
async function bundleServer(folder) {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    ssr: { target: 'node', noExternal: true, external: LEFT_OUT },
    plugins: [compiledWithMaps(folder), oneOfEachVersion(), staticFilesIncluded, asciiOnly, thirdPartyNotices],
    build: {
      ssr: true,
      target: 'node20',
      outDir: join(folder, 'bundle'),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(PROGRAMS).map(([name, path]) => [name, join(folder, path)])),
        // Names are what stack traces are read by, and lines are left as they are for the same reason.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', keepNames: true, comments: false },
      },
    },
  });
}

/**
 * Lets source maps lead back to TypeScript, past the JavaScript in between.
 *
 * @param {string} folder
 * @returns {import('vite').Plugin}
 */
const compiledWithMaps = (folder) => ({
  name: 'compiled-with-maps',
  load(id) {
    if (!id.startsWith(folder) || !existsSync(`${id}.map`)) return null;
    return { code: readFileSync(id, 'utf8'), map: JSON.parse(readFileSync(`${id}.map`, 'utf8')) };
  },
});

/**
 * npm puts a package beside each of those who want another version than the one at the top, be it three times the same
 * one. Every copy would be read at every start.
 *
 * @returns {import('vite').Plugin}
 */
const oneOfEachVersion = () => {
  /** @type {Map<string, string>} the folder that a version is taken from, by name and version */
  const folders = new Map();
  return {
    name: 'one-of-each-version',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      const folder = resolved && packageOf(resolved.id);
      if (!folder) return resolved;
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const first = folders.get(`${name} ${version}`) ?? folder;
      folders.set(`${name} ${version}`, first);
      return { ...resolved, id: resolved.id.replace(folder, () => first) };
    },
  };
};

/**
 * Nest looks for the package that serves files with a `require` of its own making, which no bundler follows. Without that
 * line it is an ordinary one. Should Nest change it, the package is read from node_modules, and only the start is slower.
 *
 * @type {import('vite').Plugin}
 */
const staticFilesIncluded = {
  name: 'static-files-included',
  transform(code, id) {
    if (!/@nestjs[\\/]serve-static[\\/]dist[\\/]loaders[\\/]fastify\.loader\.js$/.test(id)) return null;
    return { code: code.replace('const require = createRequire(import.meta.url);', ''), map: null };
  },
};

/**
 * One letter beyond Latin-1 makes V8 keep a whole file in two bytes a letter, as long as the process lives: 6 MB here.
 *
 * @type {import('vite').Plugin}
 */
const asciiOnly = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      // There, an escape would be the six letters that it is written with.
      if (/String\.raw`[^`]*[^\0-\x7f]/.test(chunk.code)) throw new Error(`${chunk.fileName} has raw non-ASCII text`);
      chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped);
    }
  },
};

/** @param {string} letter */
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * What is copied into the bundle keeps its licence with it.
 *
 * @type {import('vite').Plugin}
 */
const thirdPartyNotices = {
  name: 'third-party-notices',
  writeBundle({ dir }, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
    const packages = new Set(modules.map(packageOf).filter((folder) => folder !== undefined));
    const notices = [...packages].sort().map(noticeOf);
    const head =
      'The files beside this one hold Regrant together with the packages below, each under the licence given.\n';
    writeFileSync(join(dir, 'THIRD-PARTY.txt'), [head, ...notices].join(`\n${'-'.repeat(80)}\n`));
  },
};

/**
 * @param {string} moduleId
 * @returns {string | undefined} the folder of the package that a module was taken from; undefined for our own
 */
function packageOf(moduleId) {
  return /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(moduleId)?.[1];
}

/** @param {string} folder */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${typeof license === 'string' ? license : 'see below'})`, ...texts, ''].join('\n\n');
}

if (isEntry(import.meta.url)) await bundleServer(process.argv[2]);
