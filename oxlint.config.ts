import { defineConfig } from 'oxlint';
import { processEntries, rooms } from './scripts/rooms.mjs';

const allRooms = Object.keys(rooms);

/** What a file of `name` must not import directly. An override replaces a broader list, so each room's is complete. */
function bordersOf(name: string, except: readonly string[] = []) {
  const room = rooms[name];
  if (!room) throw new Error(`no room named ${name}`);
  const closed = allRooms.filter((other) => other !== name && !room.rooms.includes(other) && !except.includes(other));
  const patterns: { regex: string; message: string }[] = [];
  if (closed.length > 0) {
    patterns.push({
      regex: `^(\\.\\./)+(src/)?(${closed.join('|')})/`,
      message: `src/${name} may not import this room (scripts/rooms.mjs).`,
    });
  }
  if (!room.node) patterns.push({ regex: '^node:', message: `src/${name} has no Node.` });
  const guarded = ['electron', 'node-llama-cpp', 'better-sqlite3', 'sqlite-vec', 'ws', 'react', 'react-dom'];
  const foreign = guarded.filter((name) => !room.packages.includes(name));
  patterns.push({ regex: `^(${foreign.join('|')})($|/)`, message: `This package does not belong in src/${name} (scripts/rooms.mjs).` });
  return { 'no-restricted-imports': ['error', { patterns }] as const };
}

export default defineConfig({
  plugins: ['typescript', 'import', 'react', 'unicorn', 'promise', 'jsx-a11y'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['out/**', 'release/**', '.cache/**', 'node_modules/**'],
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/consistent-type-imports': 'error',
    'typescript/no-non-null-assertion': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    eqeqeq: 'error',
    'no-console': 'error',
    'max-lines': ['error', { max: 500 }],
    'typescript/unbound-method': 'off',
    'typescript/consistent-return': 'off',
    'consistent-return': 'off',
    'promise/always-return': 'off',
    'import/no-named-as-default-member': 'off',
    'no-await-in-loop': 'off',
    'no-underscore-dangle': 'off',
    'no-shadow': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-arguments': 'off',
  },
  overrides: [
    ...allRooms.map((name) => ({ files: [`src/${name}/**`], rules: bordersOf(name) })),
    { files: ['src/engine/entry.ts', 'src/engine/ingestion/readers/entry.ts'], rules: bordersOf('engine', ['supervise']) },
    { files: processEntries.filter((file) => file.startsWith('src/models/')), rules: bordersOf('models', ['supervise']) },
    {
      files: ['src/cli/**', 'scripts/**', 'test/bench/**', 'test/eval/**', 'test/fuzz/**', 'test/models/generate.ts', 'src/host/entry.ts'],
      rules: { 'no-console': 'off' },
    },
    {
      files: ['src/renderer/**', 'test/component/**'],
      rules: {
        // Virtual lists, listboxes and live regions are generic elements with roles, and what scrolls must take the focus:
        // axe checks the result in test/e2e.
        'jsx-a11y/prefer-tag-over-role': 'off',
        'jsx-a11y/no-noninteractive-tabindex': 'off',
        'jsx-a11y/no-noninteractive-element-to-interactive-role': 'off',
        'jsx-a11y/no-noninteractive-element-interactions': 'off',
        'jsx-a11y/click-events-have-key-events': 'off',
        'jsx-a11y/no-autofocus': 'off',
        // Effects follow things outside of React; an extra dependency says when to follow anew. Missing ones are still errors.
        'react/set-state-in-effect': 'off',
        'react/exhaustive-effect-dependencies': 'off',
        // Speaks of the React compiler, which is not used.
        'react/incompatible-library': 'off',
        // The compiler knows which switches are exhaustive.
        'typescript/consistent-return': 'off',
      },
    },
    { files: ['src/renderer/**', 'src/preload/**'], rules: { 'unicorn/require-post-message-target-origin': 'error' } },
    { files: ['*.config.ts', 'test/*.config.ts', '.dependency-cruiser.mjs'], rules: { 'import/no-default-export': 'off' } },
  ],
});
