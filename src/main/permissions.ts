import type { Session } from 'electron';

/** Copying text is all the page ever needs. Reading the clipboard, camera, place and the rest are refused. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Answers every permission question of pages in `session`. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  session.setDevicePermissionHandler(() => false);
}

const localSchemes: ReadonlySet<string> = new Set(['app:', 'blob:', 'data:', 'devtools:', 'chrome-extension:']);

/** The page loads nothing from a network, whatever the content security policy says. */
export function guardNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !localSchemes.has(new URL(request.url).protocol) });
  });
}
