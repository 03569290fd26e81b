/** A bug that a shell could have, as an edit of the built output. */
export interface SeededBug {
  readonly name: string;
  readonly file: 'main/index.js' | 'main/engine.js' | 'preload/index.cjs';
  readonly find: string | RegExp;
  readonly replace: string;
}

/** The list of shared/facts/electron.md 2.2 and the traps met since. The stand-in must catch every one of them. */
export const seededBugs: readonly SeededBug[] = [
  {
    name: 'the preload is an ES module',
    file: 'preload/index.cjs',
    find: /let electron = require\("electron"\);/,
    replace: 'import electron from "electron";',
  },
  {
    name: 'the preload needs a Node module that a sandbox lacks',
    file: 'preload/index.cjs',
    find: /let electron = require\("electron"\);/,
    replace: 'require("node:fs"); let electron = require("electron");',
  },
  {
    name: 'the preload gives the page the raw ipcRenderer',
    file: 'preload/index.cjs',
    find: 'requestPorts: () =>',
    replace: 'raw: electron.ipcRenderer, requestPorts: () =>',
  },
  {
    name: 'the preload hands the ports to another origin',
    file: 'preload/index.cjs',
    find: 'window.postMessage(message, origin,',
    replace: 'window.postMessage(message, "https://example.com",',
  },
  { name: 'a wrong path to the preload', file: 'main/index.js', find: '"preload/index.cjs"', replace: '"preload/index.js"' },
  {
    name: 'an IPC channel that nobody handles',
    file: 'main/index.js',
    find: 'ipcMain.handle(channels.grantPaths',
    replace: 'ipcMain.handle("footnote:grant-path"',
  },
  {
    name: 'a handler registered twice',
    file: 'main/index.js',
    find: 'ipcMain.handle(channels.grantPaths',
    replace: 'ipcMain.handle(channels.grantPaths, () => []); ipcMain.handle(channels.grantPaths',
  },
  {
    name: 'the scheme registered after the app is ready',
    file: 'main/index.js',
    find: /^registerAppScheme\(\);$/m,
    replace: 'app.whenReady().then(registerAppScheme);',
  },
  {
    name: 'the scheme not registered as standard',
    file: 'main/index.js',
    find: 'standard: true,',
    replace: 'standard: false,',
  },
  {
    name: 'the engine forked before the app is ready',
    file: 'main/index.js',
    find: /^app\.enableSandbox\(\);$/m,
    replace: 'app.enableSandbox(); utilityProcess.fork("x");',
  },
  { name: 'a wrong path to the engine', file: 'main/index.js', find: 'fork(files[kind]', replace: 'fork(files[kind] + "x"' },
  { name: 'a window without the sandbox', file: 'main/index.js', find: 'sandbox: true', replace: 'sandbox: false' },
  { name: 'a window without context isolation', file: 'main/index.js', find: 'contextIsolation: true', replace: 'contextIsolation: false' },
  { name: 'no content security policy', file: 'main/index.js', find: '"content-security-policy":', replace: '"x-content-policy":' },
  { name: 'a policy that allows eval', file: 'main/index.js', find: "'wasm-unsafe-eval'", replace: "'unsafe-eval'" },
  {
    name: 'no guard on navigation',
    file: 'main/index.js',
    find: /event\.preventDefault\(\);\s+openLink\(event\.url\);/,
    replace: 'openLink(event.url);',
  },
  {
    name: 'links open without asking',
    file: 'main/index.js',
    find: 'if (response === 1) await',
    replace: 'await',
  },
  { name: 'no handler for new windows', file: 'main/index.js', find: 'contents.setWindowOpenHandler(', replace: '(() => 0)(' },
  {
    name: 'no handler for permission requests',
    file: 'main/index.js',
    find: 'session.setPermissionRequestHandler(',
    replace: '(() => 0)(',
  },
  { name: 'no handler for permission checks', file: 'main/index.js', find: 'session.setPermissionCheckHandler(', replace: '(() => 0)(' },
  { name: 'no guard on the network', file: 'main/index.js', find: 'session.webRequest.onBeforeRequest(', replace: '(() => 0)(' },
  { name: 'the sender check inverted', file: 'main/index.js', find: 'frame.parent === null', replace: 'frame.parent !== null' },
  {
    name: 'the sender check compares origins, which are the text null for custom schemes',
    file: 'main/index.js',
    find: 'frame.parent === null && isAppUrl(frame.url)',
    replace: 'frame.parent === null && new URL(frame.url).origin === new URL(APP_ORIGIN).origin',
  },
  { name: 'the sender check forgets the slash after the host', file: 'main/index.js', find: '`${APP_ORIGIN}/`', replace: 'APP_ORIGIN' },
  {
    name: 'a reply that cannot be cloned',
    file: 'main/index.js',
    find: /return grantPaths\(Array\.isArray\(paths\)/,
    replace: 'return () => grantPaths(Array.isArray(paths)',
  },
  {
    name: 'the engine throws at its start',
    file: 'main/engine.js',
    find: /^(?=runEngineProcess\()/m,
    replace: 'throw new Error("boom");\n',
  },
  {
    name: 'a served path may leave the folder of the page',
    file: 'main/index.js',
    find: 'const file = pageFile(pageDir, request.url);',
    replace: 'const file = join(pageDir, decodeURIComponent(new URL(request.url).pathname));',
  },
  {
    name: 'grants are not told to a restarted engine',
    file: 'main/index.js',
    find: /for \(const \[grantId, path\] of grantedPaths\)/,
    replace: 'for (const [grantId, path] of [])',
  },
  {
    name: 'a second start is not noticed',
    file: 'main/index.js',
    find: 'app.on("second-instance"',
    replace: 'app.on("second-instances"',
  },
  {
    name: 'the engine outlives its pause without a new port',
    file: 'main/index.js',
    find: 'engine.onState((state) => {',
    replace: '((state) => {}, (state) => {',
  },
  { name: 'bounds are not remembered', file: 'main/index.js', find: 'window.on("close"', replace: 'window.on("closing"' },
];
