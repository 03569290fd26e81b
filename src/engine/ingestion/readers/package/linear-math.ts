/*
 * Formulas as one line of text: `(a + b)/c`, `x^2`, `a_(n+1)`, `√(x)`.
 */

const operand = /^(?:[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)?|.)$/u;

/** In brackets where it would else be read as more than one operand. */
export function operandOf(text: string): string {
  const bare = text.trim();
  return bare === '' || operand.test(bare) || isBracketed(bare) ? bare : `(${bare})`;
}

export function fraction(above: string, below: string): string {
  return `${operandOf(above)}/${operandOf(below)}`;
}

export function scripts(base: string, below: string, above: string): string {
  return base.trim() + (below.trim() === '' ? '' : `_${operandOf(below)}`) + (above.trim() === '' ? '' : `^${operandOf(above)}`);
}

export function root(content: string, degree = ''): string {
  return `${degree.trim() === '' ? '' : `[${degree.trim()}]`}√${operandOf(content)}`;
}

export function matrix(rows: readonly (readonly string[])[]): string {
  return `[${rows.map((row) => row.map((cell) => cell.trim()).join(', ')).join('; ')}]`;
}

function isBracketed(text: string): boolean {
  if (!/^[([{]/.test(text) || !/[)\]}]$/.test(text)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    if (depth === 0) return at === text.length - 1;
  }
  return false;
}
