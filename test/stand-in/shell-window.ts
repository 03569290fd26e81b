import type { WindowHost, WindowOpening } from '../e2e/harness.ts';
import { launchStandIn } from './launch.ts';

/** The window of the built shell on the stand-in, which keeps its own library. A chooser is the native dialog. */
export async function openInShell({ libraryDir, watch }: WindowOpening): Promise<WindowHost> {
  const app = await launchStandIn({ env: { FOOTNOTE_LIBRARY: libraryDir } });
  watch(app.page);
  const pidOf = async (name: string): Promise<number> => {
    const pid = (await app.drive.children()).find((child) => child.name === name)?.pid;
    if (pid === undefined) throw new Error(`no ${name} is running`);
    return pid;
  };
  return {
    page: app.page,
    enginePid: () => pidOf('footnote-engine'),
    modelsPid: () => pidOf('footnote-models'),
    async choose(open, path) {
      await app.drive.answerDialog({ canceled: false, filePaths: [path] });
      await open();
    },
    async [Symbol.asyncDispose]() {
      const violations = await app.drive.violations().catch(() => ['the application ended by itself']);
      await app.close();
      if (violations.length > 0) throw new Error(`main did what Electron refuses: ${violations.join('; ')}`);
    },
  };
}
