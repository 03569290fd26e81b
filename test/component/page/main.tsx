import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '../../../src/renderer/app/app.tsx';
import { createConnection } from '../../../src/renderer/client/connection.ts';
import { createSession } from '../../../src/renderer/state/session.ts';
import { createFakeEngine, emptyLibrary } from '../fake/fake-engine.ts';
import { createFakeHost } from '../fake/fake-host.ts';
import { createFakeTransport } from '../fake/fake-transport.ts';
import { checkLibrary } from './scene-check.ts';
import { kindsLibrary } from './scene-kinds.ts';
import { fullLibrary } from './scenes.ts';
import { speakSlowly } from './speak-slowly.ts';

/* `?scene=empty|full|many|kinds|check|check-running|check-error|check-first&word=60` */
const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? 'full';
const libraries = {
  empty: emptyLibrary,
  kinds: kindsLibrary,
  check: () => checkLibrary('result'),
  'check-running': () => checkLibrary('running'),
  'check-error': () => checkLibrary('error'),
  'check-first': () => checkLibrary('first'),
  many: () => fullLibrary(10_000),
  full: () => fullLibrary(),
};
const library = await (libraries[scene as keyof typeof libraries] ?? libraries.full)();
const engine = createFakeEngine(library);
speakSlowly(engine, Number(query.get('word') ?? 40));
const host = createFakeHost({
  capabilities: ['list-folder', 'upload', 'open-original', 'reveal-in-folder', 'keychain'],
  folders: {
    '/home/ada': ['Documents/', 'Music/', 'models/', 'notes.txt', '.config/'],
    '/home/ada/Documents': ['Contracts/', 'Correspondence/', 'Taxes 2023/', 'Taxes 2024/', 'todo.md'],
    '/home/ada/Documents/Contracts': [],
    '/home/ada/models': ['Qwen3-4B-Q4_K_M.gguf', 'bge-reranker.gguf', 'readme.txt'],
  },
});
const transport = createFakeTransport(engine, host);
const session = createSession(createConnection(transport));
Object.assign(window, { pretended: { engine, host, transport, session } });
const root = document.getElementById('root');
if (!root) throw new Error('no #root');
createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
);
