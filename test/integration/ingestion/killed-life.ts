import { basename } from 'node:path';
import { letterModel } from './letter-model.ts';
import { modelRegistry, readInProcess, startLife } from './workbench.ts';

/*
 * One life of ingestion in a process of its own, which says how far it is until it is killed. With a third argument
 * it kills itself when it reads the file of that name, and ends in good order when nothing is left.
 */
const [home = '', folder = '', poison = ''] = process.argv.slice(2);
const life = startLife(home, folder, {
  models: modelRegistry(letterModel().model),
  async *read(input, options) {
    if (basename(input.path) === poison) process.kill(process.pid, 'SIGKILL');
    yield* readInProcess(input, options);
  },
});
if (life.ingestion.list(life.collectionId).length === 0) await life.add();
if (poison !== '') {
  await life.idle();
  await life.dispose();
} else {
  setInterval(() => {
    const searchable = life.documents().filter((document) => document.state === 'searchable').length;
    process.stdout.write(`${searchable}\n`);
  }, 5);
}
