import { letterModel } from './letter-model.ts';
import { modelRegistry, startLife } from './workbench.ts';

/* One life of ingestion in a process of its own, which says how far it is until it is killed. */
const [home = '', folder = ''] = process.argv.slice(2);
const life = startLife(home, folder, { models: modelRegistry(letterModel().model) });
if (life.ingestion.list(life.collectionId).length === 0) await life.add();
setInterval(() => {
  const searchable = life.documents().filter((document) => document.state === 'searchable').length;
  process.stdout.write(`${searchable}\n`);
}, 5);
