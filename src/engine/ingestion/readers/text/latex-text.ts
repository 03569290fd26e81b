const MAX_LINE_CHARS = 20_000;
const MAX_PASSES = 6;

/** Commands whose argument is what a reader sees. */
const shown =
  'textbf|textit|texttt|textsc|textsf|textrm|textsl|textup|textmd|textnormal|emph|underline|uline|mbox|hbox|text|enquote|term|url|nolinkurl|path|' +
  'MakeUppercase|footnotesize|title|author|date|caption|sout|st|hl|mathrm';
const wrapped = new RegExp(String.raw`\\(?:${shown})\*?\s*\{([^{}]*)\}`, 'g');
const math = /(\$\$[^$]*\$\$|\$[^$]*\$|\\\([^)]*\\\))/;
const accents: Readonly<Record<string, string>> = { '"': '\u0308', "'": '\u0301', '`': '\u0300', '^': '\u0302', '~': '\u0303', c: '\u0327', v: '\u030c', H: '\u030b', '=': '\u0304', '.': '\u0307', u: '\u0306', r: '\u030a' }; // prettier-ignore
const letters: Readonly<Record<string, string>> = { ss: 'ß', o: 'ø', O: 'Ø', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', aa: 'å', AA: 'Å', l: 'ł', L: 'Ł', i: 'ı', ldots: '…', dots: '…', textbackslash: '\\', textasciitilde: '~', LaTeX: 'LaTeX', TeX: 'TeX', S: '§', P: '¶', copyright: '©', pounds: '£', euro: '€', textendash: '–', textemdash: '—', quad: ' ', qquad: ' ' }; // prettier-ignore

/** A line without its comment: from a percent sign that no backslash stands before. */
export function withoutComment(line: string): string {
  for (let at = line.indexOf('%'); at !== -1; at = line.indexOf('%', at + 1)) {
    let slashes = 0;
    while (line[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return line.slice(0, at);
  }
  return line;
}

/** What a reader sees of a line of LaTeX; mathematics stays as it is written. */
export function latexText(line: string): string {
  if (line.length > MAX_LINE_CHARS) return line;
  return line
    .split(math)
    .map((piece, index) => (index % 2 === 1 ? piece : prose(piece)))
    .join('');
}

function prose(source: string): string {
  let text = source
    .replace(
      /\\(?:label|index|vspace|hspace|vskip|hskip|bibliographystyle|pagestyle|thispagestyle|setlength|addtocounter|setcounter|input|include|includegraphics|usepackage)\*?(?:\[[^\]]*\])?(?:\{[^{}]*\}){1,2}/g,
      '',
    )
    .replace(
      /\\(?:cite|citep|citet|citeauthor|autocite|parencite|textcite|ref|eqref|autoref|cref|Cref|pageref)\*?(?:\[([^\]]*)\])?\{([^{}]*)\}/g,
      (_, note: string | undefined, key: string) => (note === undefined ? `[${key}]` : `[${key}, ${note}]`),
    )
    .replace(/\\href\{[^{}]*\}/g, '')
    .replace(/\\(?:textcolor|color|colorbox)\{[^{}]*\}/g, '')
    .replace(/\\(["'`^~=.]|[cvHur](?=\s*\{|\s+[a-zA-Z]))\s*\{?\s*(\\?[a-zA-Z])\}?/g, (whole, accent: string, letter: string) => {
      const mark = accents[accent];
      return mark === undefined ? whole : `${letter.replace('\\', '')}${mark}`.normalize('NFC');
    });
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = text.replace(/\\(?:footnote|footnotetext|thanks)\{([^{}]*)\}/g, ' ($1)').replace(wrapped, '$1');
    if (next === text) break;
    text = next;
  }
  return text
    .replace(/\\\\(?:\[[^\]]*\])?|\\newline\b/g, ' ')
    .replace(/\\([&%_#$ {}])/g, (_, char: string) => (char === '{' ? '\ue000' : char === '}' ? '\ue001' : char))
    .replace(/\\([a-zA-Z]{1,40})\*?(?:\{\}|\s+|(?![a-zA-Z]))/g, (_, name: string) => letters[name] ?? '')
    .replace(/\\[,;:!/-]/g, (mark) => (mark === '\\-' || mark === '\\!' || mark === '\\/' ? '' : ' '))
    .replace(/[{}]/g, '')
    .replace(/\ue000/g, '{')
    .replace(/\ue001/g, '}')
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``|''/g, '"')
    .replace(/~/g, ' ');
}
