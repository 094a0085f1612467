import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['**/*.ts', '**/*.vue'];
const PLAIN_NODE = ['**/*.js', '**/*.mjs', '**/*.cjs'];

/** What Prettier decides; the two must not pull in different directions. */
const LAYOUT_OF_TEMPLATES = Object.fromEntries(
  [
    'first-attribute-linebreak',
    'html-closing-bracket-newline',
    'html-closing-bracket-spacing',
    'html-indent',
    'html-quotes',
    'html-self-closing',
    'max-attributes-per-line',
    'multiline-html-element-content-newline',
    'mustache-interpolation-spacing',
    'no-multi-spaces',
    'no-spaces-around-equal-signs-in-attribute',
    'singleline-html-element-content-newline',
  ].map((rule) => [`vue/${rule}`, 'off']),
);

/** Rules of ESLint itself that find mistakes; its own recommended set would be one more package. */
const MISTAKES = Object.fromEntries(
  [
    'no-async-promise-executor',
    'no-case-declarations',
    'no-cond-assign',
    'no-constant-condition',
    'no-control-regex',
    'no-debugger',
    'no-dupe-else-if',
    'no-duplicate-case',
    'no-empty-character-class',
    'no-empty-pattern',
    'no-extra-boolean-cast',
    'no-fallthrough',
    'no-invalid-regexp',
    'no-irregular-whitespace',
    'no-loss-of-precision',
    'no-misleading-character-class',
    'no-prototype-builtins',
    'no-regex-spaces',
    'no-self-assign',
    'no-self-compare',
    'no-shadow-restricted-names',
    'no-sparse-arrays',
    'no-template-curly-in-string',
    'no-unmodified-loop-condition',
    'no-unreachable',
    'no-unsafe-finally',
    'no-unsafe-optional-chaining',
    'no-unused-labels',
    'no-useless-catch',
    'no-useless-escape',
    'preserve-caught-error',
    'require-yield',
    'use-isnan',
    'valid-typeof',
  ].map((rule) => [rule, 'error']),
);

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'data/', 'test-results/', 'playwright-report/', 'web/*.d.ts', 'web/public/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    rules: {
      eqeqeq: ['error', 'always'],
      // An error that is swallowed needs at least the reason why.
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
      'prefer-const': 'error',
      ...MISTAKES,
      // French sets a no-break space before its colons and question marks.
      'no-irregular-whitespace': ['error', { skipTemplates: true }],
    },
  },

  // Type-aware rules for everything that has types.
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      // Knows by itself that Nest reads constructor types at run time: files with decorators are left alone
      // where emitDecoratorMetadata is on.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A Nest module is a class with nothing in it.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Numbers read well in templates; the rest must be turned into text by hand.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return refuse(…)` in a function that returns nothing: the answer, and the end.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A function that does nothing is how a listener that is not there looks.
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      // Nest and Fastify type their options as classes and take objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Code points are what limits on text are counted in.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // An empty setting means the default as much as a missing one does.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      // `async` without `await` turns a throw into a rejection, which is what callers of a port expect.
      '@typescript-eslint/require-await': 'off',
      // The bracket form marks what has no declared name (environment variables, foreign JSON).
      '@typescript-eslint/dot-notation': 'off',
      // `void` in front of a promise says that somebody else handles its failure, and is searched for in review.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
    },
  },

  // The dashboard.
  { files: ['web/**/*.vue'], extends: [vue.configs['flat/recommended']] },
  {
    files: ['web/**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      ...LAYOUT_OF_TEMPLATES,
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/define-emits-declaration': ['error', 'type-based'],
      // Text from Google or an upstream is shown as text, always.
      'vue/no-v-html': 'error',
      // An optional prop of a declared type is undefined when left out, and vue-tsc holds us to it.
      'vue/require-default-prop': 'off',
      // The compiler and vue-tsc know all names in templates.
      'no-undef': 'off',
    },
  },
  // To ESLint a component that is imported has no type (vue-tsc does see it), so these would fire on every import.
  {
    files: ['web/**/*.vue', 'web/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // Stores and composables are plain objects of closures; none of their functions has a `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },

  // Tests say `!` where a missing value should fail the test, and build odd values on purpose.
  {
    files: ['**/*.spec.ts', '**/*.fault.ts', 'server/test/**/*.ts', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },

  // Tasks and config files: plain Node, no types.
  {
    files: PLAIN_NODE,
    extends: [tseslint.configs.strict],
    languageOptions: {
      globals: Object.fromEntries(
        ['Buffer', 'console', 'clearInterval', 'clearTimeout', 'process', 'setInterval', 'setTimeout', 'URL'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
    rules: { 'no-undef': 'error', 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', module: 'writable', require: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  // These talk to a person at a terminal.
  { files: ['server/sandbox/demo*.ts', 'server/bench/**/*.ts'], rules: { 'no-console': 'off' } },
);
