import { type BrowserWindow, dialog, shell } from 'electron';
import { openableLink } from './navigation.ts';

/** Opens a link of a document or answer in the browser, after the person has seen where it leads. */
export async function askAndOpenLink(window: BrowserWindow, url: string): Promise<void> {
  const link = openableLink(url);
  if (link === null) return;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `Open ${new URL(link).host} in the browser?`,
    detail: link,
    buttons: ['Cancel', 'Open'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) await shell.openExternal(link);
}
