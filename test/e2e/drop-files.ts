import type { Page } from 'playwright';

/** Drops files and folders of this machine onto the middle of the window, as a file browser would. */
export async function dropFiles(page: Page, files: readonly string[], whileOver: () => Promise<void> = async () => {}): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 800, height: 600 };
  const at = { x: width / 2, y: height / 2, data: { items: [], files: [...files], dragOperationsMask: 1 } };
  await devtools.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
  await devtools.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
  await whileOver();
  await devtools.send('Input.dispatchDragEvent', { type: 'drop', ...at });
  await devtools.detach();
}
