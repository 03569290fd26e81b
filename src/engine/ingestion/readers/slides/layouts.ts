import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { readRelationships } from '../package/relationships.ts';
import { PptxWalk } from './pptx-walk.ts';
import type { ShapeBox } from './shape.ts';

type Placeholder = { type: string; index: string };

/** Where a placeholder stands that the slide itself does not place. */
export type PlaceOf = (placeholder: Placeholder) => ShapeBox | undefined;

const nowhere: PlaceOf = () => undefined;

/** The places of the placeholders of layouts, each read once. Their texts are prompts and never read. */
export class Layouts {
  readonly #zip: BoundedZip;
  readonly #fileName: string;
  readonly #read = new Map<string, PlaceOf>();

  constructor(zip: BoundedZip, fileName: string) {
    this.#zip = zip;
    this.#fileName = fileName;
  }

  async places(part: string | undefined): Promise<PlaceOf> {
    if (part === undefined) return nowhere;
    let places = this.#read.get(part);
    if (places === undefined) {
      // A layout that names itself as its master ends here.
      this.#read.set(part, nowhere);
      places = await this.#readPart(part);
      this.#read.set(part, places);
    }
    return places;
  }

  async #readPart(part: string): Promise<PlaceOf> {
    const walk = new PptxWalk();
    await readXmlWhole(this.#zip, part, this.#fileName, walk);
    const links = await readRelationships(this.#zip, part, this.#fileName);
    const master = await this.places(links.find(({ type }) => type === 'slideMaster')?.part);
    const own = walk.shapes.filter(({ placeholder }) => placeholder !== undefined);
    return ({ type, index }) => {
      const byIndex = index === '' ? undefined : own.find(({ placeholder }) => placeholder?.index === index);
      const shape = byIndex ?? own.find(({ placeholder }) => placeholder?.type === type);
      return shape?.box ?? master({ type: shape?.placeholder?.type === 'obj' ? 'body' : (shape?.placeholder?.type ?? type), index: '' });
    };
  }
}
