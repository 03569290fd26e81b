import { fraction, matrix, operandOf, root, scripts } from '../package/linear-math.ts';
import type { XmlHandler } from '../package/read-xml.ts';

interface Node {
  name: string;
  /** What its parts say (`num`, `den`, `e`), in order. */
  parts: { name: string; text: string }[];
  text: string;
  properties: Map<string, string>;
}

const newNode = (name: string): Node => ({ name, parts: [], text: '', properties: new Map() });

/** Elements whose parts make a whole; any other passes on the text inside it. */
const structures = new Set('acc bar d eqArr f func limLow limUpp m mr nary rad sPre sSub sSubSup sSup'.split(' '));
const partNames = new Set('num den e sub sup deg lim fName mr'.split(' '));
const skipped = new Set(['del', 'moveFrom', 'delText', 'rPr']);

/** Office Math as one line of text. Fed with the elements inside an `oMath`. */
export class MathText implements XmlHandler {
  readonly #nodes: Node[] = [newNode('oMath')];
  #isText = false;
  #skipping = 0;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#skipping > 0 || skipped.has(name)) {
      this.#skipping += 1;
    } else if (name === 't') {
      this.#isText = true;
    } else if (structures.has(name) || partNames.has(name)) {
      this.#nodes.push(newNode(name));
    } else if (attributes['val'] !== undefined) {
      this.#nodes.at(-1)?.properties.set(name, attributes['val']);
    } else if (name.endsWith('Hide')) {
      this.#nodes.at(-1)?.properties.set(name, '1');
    }
  }

  text(text: string): void {
    if (this.#isText && this.#skipping === 0) this.#say(text);
  }

  close(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
      return;
    }
    if (name === 't') this.#isText = false;
    const node = this.#nodes.at(-1);
    if (node === undefined || node.name !== name || this.#nodes.length === 1) return;
    this.#nodes.pop();
    const parent = this.#nodes.at(-1);
    const text = structures.has(name) ? whole(node) : node.text;
    if (parent !== undefined && partNames.has(name) && structures.has(parent.name)) parent.parts.push({ name, text });
    else this.#say(text);
  }

  /** The formula so far. */
  get result(): string {
    return (this.#nodes[0]?.text ?? '').replace(/\s+/g, ' ').trim();
  }

  #say(text: string): void {
    const node = this.#nodes.at(-1);
    if (node !== undefined) node.text += text;
  }
}

function whole({ name, parts, text, properties }: Node): string {
  const part = (wanted: string): string => parts.find((each) => each.name === wanted)?.text ?? '';
  const all = (wanted: string): string[] => parts.filter((each) => each.name === wanted).map((each) => each.text);
  const isHidden = (property: string): boolean => !/^(?:0|off|false|)$/.test(properties.get(property) ?? '');
  const e = part('e');
  switch (name) {
    case 'f':
      return properties.get('type') === 'noBar' ? `${part('num').trim()} ¦ ${part('den').trim()}` : fraction(part('num'), part('den'));
    case 'sSub':
    case 'sSup':
    case 'sSubSup':
      return scripts(e, part('sub'), part('sup'));
    case 'sPre':
      return `${scripts('', part('sub'), part('sup'))} ${e}`;
    case 'rad':
      return root(e, isHidden('degHide') ? '' : part('deg'));
    case 'nary':
      return `${scripts(properties.get('chr') ?? '∫', isHidden('subHide') ? '' : part('sub'), isHidden('supHide') ? '' : part('sup'))} ${e.trim()}`;
    case 'd':
      return (properties.get('begChr') ?? '(') + all('e').join(properties.get('sepChr') ?? '|') + (properties.get('endChr') ?? ')');
    case 'func': {
      const argument = operandOf(e);
      return `${part('fName').trim()}${/^[([{|]/.test(argument) ? '' : ' '}${argument}`;
    }
    case 'limLow':
      return scripts(e, part('lim'), '');
    case 'limUpp':
      return scripts(e, '', part('lim'));
    case 'mr':
      return all('e')
        .map((cell) => cell.trim())
        .join(', ');
    case 'm':
      return matrix(all('mr').map((row) => [row]));
    case 'eqArr':
      return all('e').join('; ');
    case 'acc':
      return e.trim().length === 1 ? e.trim() + (properties.get('chr') ?? '\u0302') : e;
    default:
      return parts.map((each) => each.text).join('') + text;
  }
}
