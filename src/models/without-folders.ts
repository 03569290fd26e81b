/** A line of llama.cpp's log with file names only: they are enough to understand it, where files lie is the person's own business. */
export function withoutFolders(line: string): string {
  return line.replaceAll(/(?:[A-Za-z]:)?[\\/](?:[^\\/\n]+[\\/])*(?=[^\\/\n]+\.gguf)/gi, '');
}
