import { fraction, matrix, root, scripts } from '../package/linear-math.ts';
import type { XmlHandler } from '../package/read-xml.ts';

interface Node {
  name: string;
  children: string[];
}

const tokens = new Set('mi mn mo mtext ms'.split(' '));
/** Elements that only lead to others: what they hold counts as theirs. */
const skipped = new Set(['annotation', 'annotation-xml', 'mphantom']);

/** MathML as one line of text; the notes of the program that made it are left out. */
export class MathMlText implements XmlHandler {
  #nodes: Node[] = [{ name: '', children: [] }];
  #skipping = 0;
  #token: string | undefined;

  open(name: string): void {
    if (this.#skipping > 0 || skipped.has(name)) this.#skipping += 1;
    else if (tokens.has(name)) this.#token = '';
    else this.#nodes.push({ name, children: [] });
  }

  text(text: string): void {
    if (this.#token !== undefined && this.#skipping === 0) this.#token += text;
  }

  close(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
    } else if (this.#token !== undefined) {
      if (tokens.has(name)) {
        this.#say(shown(name, this.#token));
        this.#token = undefined;
      }
    } else if (this.#nodes.length > 1) {
      const node = this.#nodes.pop();
      if (node !== undefined) this.#say(whole(node));
    }
  }

  get result(): string {
    return (this.#nodes[0]?.children ?? []).join(' ').replace(/\s+/g, ' ').trim();
  }

  #say(text: string): void {
    if (text !== '') this.#nodes.at(-1)?.children.push(text);
  }
}

function shown(name: string, text: string): string {
  const bare = text
    .replace(/[\u2061-\u2064]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return name === 'mo' && /^[=<>≤≥≠≈≡∼→←↔⇒⇔∈∉⊂⊆∪∩±]$/.test(bare) ? ` ${bare} ` : bare;
}

function whole({ name, children }: Node): string {
  const [first = '', second = '', third = ''] = children;
  switch (name) {
    case 'mfrac':
      return fraction(first, second);
    case 'msup':
    case 'mover':
      return scripts(first, '', second);
    case 'msub':
    case 'munder':
      return scripts(first, second, '');
    case 'msubsup':
    case 'munderover':
      return scripts(first, second, third);
    case 'msqrt':
      return root(children.join(''));
    case 'mroot':
      return root(first, second);
    case 'mfenced':
      return `(${children.join(', ')})`;
    case 'mtr':
      return children.join(', ');
    case 'mtable':
      return matrix(children.map((row) => [row]));
    default:
      return children.join('');
  }
}
