/** Calls back for each line with its 1-based number and without its end (LF, CR LF or CR). */
export function eachLine(text: string, visit: (line: string, number: number) => void): void {
  let start = 0;
  let number = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 0x0a && code !== 0x0d) continue;
    visit(text.slice(start, at), number);
    if (code === 0x0d && text.charCodeAt(at + 1) === 0x0a) at += 1;
    start = at + 1;
    number += 1;
  }
  if (start < text.length) visit(text.slice(start), number);
}
