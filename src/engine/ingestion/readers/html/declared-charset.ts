const HEAD_BYTES = 4 * 1024;

/** The encoding that a page's own `meta` or XML declaration names, if any. */
export function declaredCharset(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, HEAD_BYTES).toString('latin1');
  const named =
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head) ??
    /^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})/i.exec(head);
  return named?.[1];
}
