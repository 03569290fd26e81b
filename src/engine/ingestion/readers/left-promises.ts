/**
 * A promise that a library rejects and nobody waits for (pdf.js does so for some damaged files) must not end the
 * process, and with it what was read of the file: whoever does wait hears of the failure, or its time runs out.
 * `report` is given the name and the places in code, never the error's own text, which may quote the document.
 */
export function outliveLeftPromises(report: (name: string, places: string) => void): void {
  process.on('unhandledRejection', (reason) => {
    const stack = reason instanceof Error ? (reason.stack ?? '') : '';
    const places = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
    report(reason instanceof Error ? reason.name : typeof reason, places.slice(0, 12).join('\n'));
  });
}
