import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { WindowCommand } from '../../src/shared/bridge.ts';
import { channels } from '../../src/shared/bridge.ts';
import type { Grant } from '../../src/shared/contract/host.ts';
import type { TestedPage } from './connect-page.ts';
import { connectPage } from './connect-page.ts';
import type { StandIn } from './launch.ts';
import { until } from './until.ts';

/** A promise of the shell. They run in this order on one start; those that end something come last. */
export interface ShellCheck {
  readonly promise: string;
  run(app: StandIn): Promise<void>;
}

const version = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')).version as string;

/** A folder with three files, below the test's own folder so that it goes with it. */
function makeFolder(app: StandIn, name: string): string {
  const folder = join(app.userData, '..', name);
  mkdirSync(folder, { recursive: true });
  for (const file of ['one.md', 'two.md', 'three.md']) writeFileSync(join(folder, file), `# ${file}\n\nA note about ${file}.\n`);
  return folder;
}

const callInfo = (app: StandIn) => app.page.evaluate(() => (window as unknown as TestedPage).shellTest.engine.system.info());

export const shellChecks: readonly ShellCheck[] = [
  {
    promise: 'starts without breaking a rule of Electron',
    async run({ page, drive, output }) {
      assert.equal(await page.title(), 'Footnote');
      assert.deepEqual(await drive.violations(), [], output());
    },
  },
  {
    promise: 'gives the page the bridge and nothing else',
    async run({ page }) {
      const seen = await page.evaluate(() => {
        const world = window as unknown as Record<string, unknown>;
        const bridge = world['footnote'] as object;
        const leaked = ['require', 'process', 'electron', 'ipcRenderer', '__standInToMain', 'Buffer'].filter((name) => name in world);
        const kinds = Object.values(bridge).map((member) => typeof member);
        return { leaked, names: Object.keys(bridge).sort(), kinds: [...new Set(kinds)], frozen: Object.isFrozen(bridge) };
      });
      assert.deepEqual(seen, {
        leaked: [],
        names: ['grantFiles', 'onCommand', 'onEngineState', 'onGrants', 'requestPorts'],
        kinds: ['function'],
        frozen: true,
      });
    },
  },
  {
    promise: 'connects the page to the engine, which answers a call',
    async run(app) {
      await connectPage(app.page);
      const info = await callInfo(app);
      assert.equal(info.version, version);
      assert.equal(info.libraryPath.startsWith(app.libraryDir), true, info.libraryPath);
    },
  },
  {
    promise: 'streams events of the engine to the page',
    async run({ page }) {
      const types = await page.evaluate(async () => {
        const { engine } = (window as unknown as TestedPage).shellTest;
        const stop = new AbortController();
        const seen: string[] = [];
        for await (const event of await engine.system.events(null, { signal: stop.signal })) {
          seen.push(event.change.type);
          if (seen.length === 1) await engine.collections.create({ name: 'Made by a test' });
          if (event.change.type === 'collections-changed') break;
        }
        stop.abort();
        return seen;
      });
      assert.deepEqual(types, ['reset', 'collections-changed']);
    },
  },
  {
    promise: 'says what this host can do',
    async run({ page }) {
      const { host, capabilities } = await page.evaluate(() => (window as unknown as TestedPage).shellTest.host.capabilities());
      assert.equal(host, 'electron');
      assert.deepEqual([...capabilities].sort(), [
        'drop-paths',
        'keychain',
        'native-menu',
        'native-picker',
        'open-original',
        'reveal-in-folder',
      ]);
    },
  },
  {
    promise: 'turns a choice in the native dialog into a source with its real path',
    async run(app) {
      const folder = makeFolder(app, 'picked folder');
      await app.drive.answerDialog({ canceled: false, filePaths: [folder] });
      const source = await app.page.evaluate(async () => {
        const { engine, host } = (window as unknown as TestedPage).shellTest;
        const [grant] = await host.pick({ what: 'folder' });
        const [collection] = await engine.collections.list();
        if (!grant || !collection) throw new Error('nothing picked');
        return engine.sources.add({ collectionId: collection.id, grantId: grant.grantId });
      });
      assert.equal(source.displayPath, folder);
      const call = (await app.drive.dialogCalls()).at(-1);
      assert.match(JSON.stringify(call?.options), /openDirectory/);
    },
  },
  {
    promise: 'a closed dialog grants nothing',
    async run({ page, drive }) {
      await drive.answerDialog({ canceled: true, filePaths: [] });
      assert.deepEqual(await page.evaluate(() => (window as unknown as TestedPage).shellTest.host.pick({ what: 'files' })), []);
    },
  },
  {
    promise: 'a dropped folder arrives with its real path, and a file made by a page with none',
    async run(app) {
      const folder = makeFolder(app, 'dropped folder');
      // Listens first: the drop itself comes from another process.
      const granted = await app.page.evaluateHandle(() => {
        const { promise, resolve } = Promise.withResolvers<Grant[]>();
        const stop = (event: Event): void => event.preventDefault();
        const drop = (event: DragEvent): void => {
          event.preventDefault();
          const files = [...(event.dataTransfer?.files ?? []), new File(['x'], 'made-up.txt')];
          resolve((window as unknown as TestedPage).footnote.grantFiles(files));
          window.removeEventListener('dragover', stop);
        };
        window.addEventListener('dragover', stop);
        window.addEventListener('drop', drop, { once: true });
        return { promise };
      });
      await app.drive.drop([folder], 300, 300);
      const grants = await granted.evaluate(({ promise }) => promise);
      assert.deepEqual(
        grants.map((grant) => grant.displayPath),
        [folder],
      );
    },
  },
  {
    promise: 'passes every command of the menu to the window',
    async run({ page, drive }) {
      const commands: WindowCommand[] = ['new-question', 'find', 'toggle-source-pane', 'show-shortcuts'];
      const before = await page.evaluate(() => (window as unknown as TestedPage).shellTest.commands.length);
      for (const command of commands) await drive.clickMenu(command);
      const heard = await until('the commands', async () => {
        const all = await page.evaluate(() => (window as unknown as TestedPage).shellTest.commands);
        return all.length >= before + commands.length && all.slice(before);
      });
      assert.deepEqual(heard, commands);
    },
  },
  {
    promise: 'the appearance chosen in the menu reaches the page and is remembered',
    async run({ page, drive, userData }) {
      await drive.clickMenu('theme-dark');
      await until('dark', () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches));
      await until('the note of it', () => /"theme":"dark"/.test(readIfThere(join(userData, 'window.json'))));
      await drive.clickMenu('theme-system');
    },
  },
  {
    promise: 'tells the engine when the machine runs on battery',
    async run({ page, drive }) {
      const isOnBattery = () =>
        page.evaluate(async () => (await (window as unknown as TestedPage).shellTest.engine.power.status()).isOnBattery);
      assert.equal(await isOnBattery(), false);
      await drive.setOnBattery(true);
      await until('the battery', isOnBattery);
      await drive.setOnBattery(false);
      await until('the plug', async () => !(await isOnBattery()));
    },
  },
  {
    promise: 'a strict content security policy: no eval, nothing foreign',
    async run({ page }) {
      const policy = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'));
      assert.match(policy ?? '', /default-src 'none'/);
      assert.doesNotMatch(policy ?? '', /'unsafe-eval'/);
      // CDP evaluation is exempt from the rule about eval, a timer is not.
      const outcomes = await page.evaluate(
        () =>
          new Promise<string[]>((done) => {
            const attempt = async (): Promise<void> => {
              const results: string[] = [];
              // oxlint-disable-next-line typescript/no-implied-eval
              const attempts = [() => new Function('return 1')() as unknown, () => fetch('https://example.com/')];
              for (const forbidden of attempts) {
                try {
                  await forbidden();
                  results.push('allowed');
                } catch {
                  results.push('refused');
                }
              }
              done(results);
            };
            setTimeout(() => void attempt());
          }),
      );
      assert.deepEqual(outcomes, ['refused', 'refused']);
    },
  },
  {
    promise: 'serves no file from outside the page folder',
    async run({ page }) {
      const statuses = await page.evaluate(() =>
        Promise.all(
          ['/..%2fmain/index.js', '/..%2f..%2fpackage.json', '/%2e%2e%5cmain%5cindex.js', '/..%2frenderer-x/a', '/index.html'].map(
            async (path) => (await fetch(path)).status,
          ),
        ),
      );
      assert.deepEqual(statuses, [404, 404, 404, 404, 200]);
    },
  },
  {
    promise: 'refuses permissions, except writing text to the clipboard',
    async run({ drive }) {
      const kinds = ['media', 'geolocation', 'notifications', 'fullscreen', 'openExternal', 'clipboard-read', 'clipboard-sanitized-write'];
      const answers = await drive.permissionAnswers(kinds);
      const granted = kinds.filter((kind) => answers[kind]?.request || answers[kind]?.check);
      assert.deepEqual(granted, ['clipboard-sanitized-write']);
    },
  },
  {
    promise: 'lets the page reach no network, even where the policy would',
    async run({ drive }) {
      const urls = ['https://example.com/', 'http://127.0.0.1/', 'ws://localhost/', 'file:///etc/passwd', 'app://bundle/index.html'];
      const allowed = [];
      for (const url of urls) if (await drive.requestAllowed(url)) allowed.push(url);
      assert.deepEqual(allowed, ['app://bundle/index.html']);
    },
  },
  {
    promise: 'the page never navigates away; a web link opens outside, only after asking',
    async run({ page, drive }) {
      await drive.answerDialog({ response: 0 });
      await page.evaluate(() => void (location.href = 'https://example.com/no'));
      await until('the question', async () => (await drive.dialogCalls()).some((call) => JSON.stringify(call).includes('example.com/no')));
      await drive.answerDialog({ response: 1 });
      await page.evaluate(() => void (location.href = 'https://example.com/yes'));
      await until('the link outside', async () => (await drive.opened()).length > 0);
      await page.evaluate(() => void (location.href = 'http://example.com/plain'));
      assert.deepEqual(await drive.opened(), ['https://example.com/yes']);
      await until('the page as it was', async () => (await page.title()) === 'Footnote');
      assert.deepEqual(await drive.violations(), []);
    },
  },
  {
    promise: 'opens no second window; a link that wants one opens outside, only after asking',
    async run({ page, drive }) {
      const before = (await drive.opened()).length;
      await drive.answerDialog({ response: 1 });
      await page.evaluate(() => void window.open('https://example.com/window'));
      await until('the link outside', async () => (await drive.opened()).length > before);
      assert.equal((await drive.opened()).at(-1), 'https://example.com/window');
      assert.equal((await drive.windowLog()).length, 1);
      assert.deepEqual(await drive.violations(), []);
    },
  },
  {
    promise: 'obeys no sender but the top frame of its own page, also none whose origin is the text null',
    async run({ drive }) {
      const foreign = [
        { url: 'app://bundle/index.html', isTop: false },
        { url: 'data:text/html,hello', isTop: true },
        { url: 'file:///tmp/page.html', isTop: true },
        { url: 'app://bundle.evil/index.html', isTop: true },
        { url: 'other://bundle/index.html', isTop: true },
        { url: 'https://example.com/', isTop: true },
      ];
      for (const frame of foreign) {
        const asked = await drive.ipcFrom(frame, 'invoke', channels.grantPaths, ['/']);
        const ports = await drive.ipcFrom(frame, 'send', channels.requestPorts);
        assert.deepEqual([frame, asked.refused, ports.refused], [frame, true, true]);
      }
      const own = await drive.ipcFrom({ url: 'app://bundle/index.html', isTop: true }, 'invoke', channels.grantPaths, []);
      assert.deepEqual(own, { refused: false, value: [] });
    },
  },
  {
    promise: 'a second start shows the window that is there and hands over its files',
    async run(app) {
      const folder = makeFolder(app, 'second start');
      await app.drive.minimize();
      const before = (await app.drive.windowLog())[0];
      assert.equal(await app.startAgain(['three.md', '--some-switch', 'missing.md'], folder), 0);
      const offered = await until('the file', async () => {
        const grants = await app.page.evaluate(() => (window as unknown as TestedPage).shellTest.grants);
        return grants.length > 0 && grants;
      });
      assert.deepEqual(
        offered.map((grant) => grant.displayPath),
        [join(folder, 'three.md')],
      );
      const [after, ...others] = await app.drive.windowLog();
      assert.deepEqual(others, []);
      assert.equal((after?.restored ?? 0) > (before?.restored ?? 0), true);
      assert.equal((after?.focused ?? 0) > (before?.focused ?? 0), true);
    },
  },
  {
    promise: 'a reloaded page gets its ports again',
    async run(app) {
      await app.page.reload();
      await connectPage(app.page);
      assert.equal((await callInfo(app)).version, version);
    },
  },
  {
    promise: 'a killed engine comes back, and what was granted before still counts',
    async run(app) {
      const folder = makeFolder(app, 'granted before the crash');
      await app.drive.answerDialog({ canceled: false, filePaths: [folder] });
      const grants = await app.page.evaluate(() => (window as unknown as TestedPage).shellTest.host.pick({ what: 'folder' }));
      const pidOf = async () => (await app.drive.children()).find((child) => child.name === 'footnote-engine')?.pid;
      const before = await until('the engine', pidOf);
      process.kill(before, 'SIGKILL');
      await until('another engine', async () => {
        const now = await pidOf();
        return now !== undefined && now !== before;
      });
      await app.page.evaluate(() => (window as unknown as TestedPage).shellTest.connect());
      assert.equal((await callInfo(app)).version, version);
      const states = await app.page.evaluate(() => (window as unknown as TestedPage).shellTest.engineStates);
      assert.equal(states.includes('waiting') && states.at(-1) === 'ready', true, states.join(' '));
      const source = await app.page.evaluate(async (grantId) => {
        const { engine } = (window as unknown as TestedPage).shellTest;
        const [collection] = await engine.collections.list();
        if (!collection) throw new Error('no collection');
        return engine.sources.add({ collectionId: collection.id, grantId });
      }, grants[0]?.grantId ?? '');
      assert.equal(source.displayPath, folder);
    },
  },
  {
    promise: 'closing the window ends the application and every process it started',
    async run({ drive, exited, userData }) {
      const children = await drive.children();
      assert.equal(children.length > 0, true);
      await drive.closeWindow().catch(() => {});
      assert.equal(await exited, 0);
      for (const { pid } of children) if (pid !== undefined) await until(`the end of ${pid}`, () => !isRunning(pid));
      assert.match(readFileSync(join(userData, 'window.json'), 'utf8'), /"bounds":\{/);
    },
  },
];

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
