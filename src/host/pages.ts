const shell = (title: string, head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>${head}` +
  `<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1.5rem}</style></head>` +
  `<body><main><h1>${title}</h1>${body}</main></body></html>`;

/** What a browser without our cookie sees. */
export function closedDoorPage(why: 'missing' | 'used'): string {
  const reason =
    why === 'used'
      ? 'This link has been used. Each link opens Footnote once, in one browser.'
      : 'This browser has not been let in. Footnote opens through the link that it printed when it started.';
  return shell('Footnote', '', `<p>${reason}</p><p>Start Footnote again for a new link, or press Enter where it runs.</p>`);
}

/** Leads on to the window from our own page, so that the browser sends the cookie that came with this answer. */
export const openingPage = shell('Footnote', '<meta http-equiv="refresh" content="0;url=./">', '<p>Opening Footnote…</p>');
