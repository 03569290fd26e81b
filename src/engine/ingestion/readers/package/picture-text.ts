const MAX_CHARS = 2_000;

/** What the description of a picture tells, as a caption; empty when it is only a file's name or what a program filled in. */
export function pictureText(description: string | undefined): string {
  const text = (description ?? '')
    .slice(0, MAX_CHARS)
    .replace(/\s+/g, ' ')
    .replace(/(?:description automatically generated|AI-generated content may be incorrect).*$/i, '')
    .trim();
  if (!/\p{L}/u.test(text) || /^\S*\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp)$/i.test(text)) return '';
  if (/^(?:picture|image|graphic|object|shape|grafik|bild)? ?\d*$/i.test(text) || /^[a-z]:\\|^(?:https?|file):/i.test(text)) return '';
  return `Picture: ${text}`;
}
