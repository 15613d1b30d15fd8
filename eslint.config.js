import js from '@eslint/js';
import globals from 'globals';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom (docs/ARCHITECTURE.md). `from` is a folder; every `banned` pattern says where the code belongs instead.
 * core ← engine ← adapters, interchange ← program ← desktop, headless, cli; renderer → preload/contract, main/core.
 */
const nodeModules = {
  group: ['node:*'],
  message: 'Pure layer: no Node.js here. Put it behind a port and write an adapter (main/adapters).',
};
const electron = {
  group: ['electron', 'electron/*', 'electron-store'],
  message: 'Electron belongs to main/desktop and preload/index.ts.',
};
const shells = {
  group: ['**/desktop/**', '**/headless/**', '**/cli/**'],
  message: 'Nothing imports a shell. What both shells need lives in main/program or below.',
};
const renderer = {
  group: ['**/renderer/**'],
  message: 'Nothing imports the window. What both need lives in main/core or preload/contract.ts.',
};
const above = (...names) => ({
  group: names.map((name) => `**/${name}/**`),
  message: 'This layer is above: pass a value or a port in instead (docs/ARCHITECTURE.md, the dependency rule).',
});

const layers = [
  {
    files: ['main/core/**'],
    banned: [nodeModules, electron, shells, renderer, above('engine', 'adapters', 'interchange', 'program', 'preload')],
  },
  {
    files: ['main/engine/**'],
    banned: [nodeModules, electron, shells, renderer, above('adapters', 'interchange', 'program')],
  },
  { files: ['main/adapters/**', 'main/interchange/**'], banned: [electron, shells, renderer, above('program')] },
  { files: ['main/program/**'], banned: [electron, shells, renderer] },
  { files: ['main/headless/**'], banned: [electron, renderer, above('desktop', 'cli')] },
  { files: ['main/cli/**'], banned: [electron, renderer, above('desktop')] },
  { files: ['main/desktop/**'], banned: [renderer, above('headless', 'cli')] },
  {
    files: ['renderer/**'],
    banned: [
      nodeModules,
      electron,
      shells,
      above('engine', 'adapters', 'interchange', 'program'),
      {
        group: ['**/preload/index.ts', '**/preload/schemas.ts'],
        message: 'The window knows preload/contract.ts alone.',
      },
    ],
  },
];

const pureSyntax = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'The clock is an argument (docs/ARCHITECTURE.md).',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The clock is an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Chance is a port.' },
  { selector: "MemberExpression[object.name='performance']", message: 'The clock is an argument.' },
];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'release/**',
      'node_modules/**',
      'test-results/**',
      'playwright-report/**',
      '**/fixtures/**',
      'examples/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-empty': 'error',
    },
  },
  ...layers.map(({ files, banned }) => ({
    files,
    ignores: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: banned.map((rule) => ({ ...rule })) }] },
  })),
  {
    files: ['main/core/**/*.ts', 'main/engine/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-syntax': ['error', ...pureSyntax] },
  },
  {
    files: ['renderer/**/*.tsx', 'renderer/**/*.ts'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // Tests index into results they have just counted, and their helpers are typed by use.
    files: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**', 'e2e/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  // Serving the window and the keychain work on older Electrons as well, by the way that later ones call deprecated.
  {
    files: ['main/desktop/windowFiles.ts', 'main/desktop/keychain.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  { files: ['**/*.mjs', '**/*.js', '**/*.cjs'], languageOptions: { globals: globals.node } },
);
