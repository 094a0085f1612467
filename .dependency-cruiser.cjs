const { join } = require('node:path');

/** Modules of the server from the ground up: each may import those before it, none may import those after it. */
const MODULES = ['config', 'observability', 'admin-auth', 'events', 'upstream', 'accounts', 'oauth', 'pool', 'proxy'];

/** Tests may look at anything; what ships may not look at tests. */
const TESTS = '[.](spec|fault)[.]ts$|^server/test/|/__fixtures__/';

const module_ = (name) => `^server/src/${name}/`;
const anyOf = (names) => `^server/src/(${names.join('|')})/`;

const upwards = MODULES.slice(0, -1).map((name, index) => ({
  name: `module-order-${name}`,
  comment: `${name}/ stands below ${MODULES.slice(index + 1).join(', ')}: publish an event or take a port instead.`,
  severity: 'error',
  from: { path: module_(name), pathNot: TESTS },
  to: { path: anyOf(MODULES.slice(index + 1)) },
}));

/** Layers: from a folder, only what is listed may be reached. */
const layer = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: { pathNot: allowed },
});

/** A framework has one home, so that replacing it is one folder's work. */
const home = (name, packages, folders) => ({
  name: `${name}-has-one-home`,
  comment: `${name} is used in ${folders.join(' and ')} only.`,
  severity: 'error',
  from: { path: '^(server/src|web)/', pathNot: [TESTS, ...folders.map((folder) => `^${folder}`)] },
  to: { path: `(^|/)node_modules/(${packages.join('|')})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one idea, or a third one is missing. Imports of types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'The imported file does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    layer('core-is-alone', 'core/ imports nothing outside core/: no Nest, no I/O, no packages.', '^server/src/core/', [
      '^server/src/core/',
    ]),
    layer('protocols-know-core', 'protocols/ import core/ and the schema library only.', '^server/src/protocols/', [
      '^server/src/(core|protocols)/',
      'node_modules/zod/',
    ]),
    layer('contract-is-alone', 'contract/ imports nothing of ours and only the schema library.', '^server/contract/', [
      '^server/contract/',
      'node_modules/zod/',
    ]),
    layer('web-knows-contract', 'Of ours, web/ imports contract/ only, and nothing of Node.', '^web/src/', [
      '^web/src/',
      '^server/contract/',
      'node_modules/',
    ]),
    {
      name: 'e2e-stays-outside',
      comment: 'Of ours, e2e/ imports contract/ and the sandbox; Regrant itself it meets as a process.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(server|web|dist)/', pathNot: '^server/(contract|sandbox)/' },
    },
    {
      name: 'server-stays-inside',
      comment: 'server/src ships: nothing in it leans on the sandbox, tests, tasks, benchmarks or the dashboard.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: TESTS },
      to: { path: '^(server/(sandbox|test|bench|tasks)|web|e2e|dist)/' },
    },
    {
      name: 'app-is-on-top',
      comment:
        'The files beside the modules (main, app.module) know all of them; nothing in a folder but cli/ knows them.',
      severity: 'error',
      from: { path: '^server/src/(?!cli/)[^/]+/', pathNot: TESTS },
      to: { path: '^server/src/[^/]+[.]ts$' },
    },
    {
      name: 'cli-is-a-program',
      comment: 'The command line starts the application or talks to it; nothing else leans on it.',
      severity: 'error',
      from: { path: '^(server|web|e2e)/', pathNot: ['^server/src/cli/', TESTS] },
      to: { path: '^server/src/cli/' },
    },
    ...upwards,
    {
      name: 'features-stay-apart',
      comment: 'Features of the dashboard do not import one another.',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'ui-is-presentational',
      comment: 'web/src/ui knows no stores, no socket and no features.',
      severity: 'error',
      from: { path: '^web/src/ui/', pathNot: TESTS },
      to: { path: ['^web/src/(app|features|live|http)/', 'node_modules/pinia/'] },
    },
    home('passport', ['passport[^/]*', '@nestjs/passport', '@types/passport[^/]*'], ['server/src/oauth/']),
    home('undici', ['undici'], ['server/src/upstream/', 'server/src/oauth/']),
    home(
      'socket.io',
      ['socket[.]io', 'socket[.]io-client', 'engine[.]io', '@nestjs/websockets', '@nestjs/platform-socket[.]io'],
      ['server/src/events/', 'web/src/live/'],
    ),
    {
      name: 'no-tests-in-products',
      comment: 'What ships does not import specs or fakes.',
      severity: 'error',
      from: { path: '^(server/(src|contract|sandbox)|web)/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that only a dependency of ours brings along may be gone tomorrow: put it into package.json.',
      severity: 'error',
      from: { path: '^(server|web|e2e)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages-at-run-time',
      comment: 'Regrant runs with `npm ci --omit=dev`.',
      severity: 'error',
      from: { path: '^server/(src|contract)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    // Absolute: a relative name resolves `extends` against the wrong folder.
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    // Imports of types shape the code as much as the others do.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.json', '.css', '.d.ts'],
    },
  },
};
