import { engineRooms, processEntries, rooms } from './scripts/rooms.mjs';

const allRooms = Object.keys(rooms);
const entries = `^(${processEntries.map((file) => file.replaceAll('.', String.raw`\.`)).join('|')})$`;
const packageTest = (names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

/** Reach, not only direct imports: what a room may never arrive at, however long the way. */
const neverReach = [
  {
    name: 'engine-never-reaches-electron',
    from: '^src/(engine|models|supervise|host|cli|shared|renderer)/',
    to: packageTest(['electron']),
  },
  {
    name: 'only-models-reaches-llama',
    from: '^src/(engine|main|preload|host|cli|shared|supervise|renderer)/',
    to: packageTest(['node-llama-cpp']),
  },
  {
    name: 'window-never-reaches-natives',
    from: '^src/(renderer|preload|shared)/',
    to: packageTest(['better-sqlite3', 'sqlite-vec', 'ws']),
  },
  {
    name: 'readers-never-reach-the-store',
    from: '^src/engine/ingestion/readers/entry',
    to: '^src/engine/(store|jobs|answering|retrieval)/',
  },
];

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'not-resolvable', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true, pathNot: '^(mdast|hast)$' } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [String.raw`\.d\.ts$`, String.raw`\.css$`] },
      to: {},
    },
    ...allRooms.map((name) => ({
      name: `room-${name}`,
      comment: `src/${name} may import: ${['itself', ...rooms[name].rooms].join(', ')}`,
      severity: 'error',
      from: { path: `^src/${name}/`, pathNot: entries },
      to: { path: '^src/', pathNot: `^src/(${[name, ...rooms[name].rooms].join('|')})/` },
    })),
    ...allRooms.map((name) => ({
      name: `packages-${name}`,
      comment: `packages a file of src/${name} may import: ${rooms[name].packages.join(', ')}`,
      severity: 'error',
      from: { path: `^src/${name}/` },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'], pathNot: packageTest([...rooms[name].packages, '@types']) },
    })),
    ...allRooms
      .filter((name) => !rooms[name].node)
      .map((name) => ({ name: `no-node-${name}`, severity: 'error', from: { path: `^src/${name}/` }, to: { dependencyTypes: ['core'] } })),
    ...Object.entries(engineRooms).map(([name, allowed]) => ({
      name: `engine-room-${name}`,
      comment: `engine/${name} may import: ${['base', ...allowed].join(', ')}`,
      severity: 'error',
      from: { path: `^src/engine/${name}/`, pathNot: entries },
      to: { path: '^src/engine/', pathNot: `^src/engine/(${[name, 'base', ...allowed].join('|')})/` },
    })),
    {
      name: 'engine-rooms-are-closed',
      comment: 'a new folder in src/engine needs a line in scripts/rooms.mjs',
      severity: 'error',
      from: { path: '^src/engine/[^/]+/', pathNot: `^src/engine/(${Object.keys(engineRooms).join('|')})/` },
      to: {},
    },
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    ...neverReach.map(({ name, from, to }) => ({ name, severity: 'error', from: { path: from }, to: { path: to, reachable: true } })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: String.raw`(^|/)(out|release|\.cache)/` },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css'],
    },
    parser: 'swc',
  },
};
