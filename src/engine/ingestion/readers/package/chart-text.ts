import type { BoundedZip } from './bounded-zip.ts';
import type { Piece } from './block-flow.ts';
import { readXmlWhole } from './read-xml.ts';

const MAX_SERIES = 30;
const MAX_POINTS = 200;
const MAX_TITLE_CHARS = 500;

interface Series {
  name: string;
  categories: Map<number, string>;
  values: Map<number, string>;
}

/** Kinds of relationship that lead to a chart; the second to those of Office 2016: waterfall, funnel, treemap and the like. */
const chartLinks: ReadonlySet<string> = new Set(['chart', 'chartEx']);

/** True for a relationship that leads to a chart. */
export function isChartLink({ type }: { type: string }): boolean {
  return chartLinks.has(type);
}

/** What an Office chart says: its titles as a caption, then its data as the rows of a table. */
export async function readChart(zip: BoundedZip, part: string, fileName: string): Promise<Piece[]> {
  const chart = new ChartText();
  await readXmlWhole(zip, part, fileName, chart);
  return chart.pieces();
}

/**
 * Listens to a chart part. Of a series with more points than are kept only the first are shown. A chart of Office 2016
 * has its figures first (`data`), and series that name them afterwards (`series` with `dataId`).
 */
class ChartText {
  #titles: string[] = [];
  #series: Series[] = [];
  #dataById = new Map<string, Series>();
  #dataId = '';
  #inDimension = false;
  #current: Series | undefined;
  #field: 'name' | 'categories' | 'values' | undefined;
  #point = -1;
  #text: string | undefined;
  #title: string | undefined;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'title':
        this.#title = '';
        break;
      case 'ser':
      case 'series':
        this.#current = { name: '', categories: new Map(), values: new Map() };
        break;
      case 'data':
        this.#current = { name: '', categories: new Map(), values: new Map() };
        this.#dataById.set(attributes['id'] ?? '', this.#current);
        break;
      case 'dataId':
        this.#dataId = attributes['val'] ?? '';
        break;
      case 'strDim':
      case 'numDim':
        this.#field = name === 'strDim' ? 'categories' : 'values';
        this.#inDimension = true;
        break;
      case 'tx':
        if (this.#current !== undefined && this.#title === undefined) this.#field = 'name';
        break;
      case 'cat':
      case 'xVal':
        this.#field = 'categories';
        break;
      case 'val':
      case 'yVal':
        this.#field = 'values';
        break;
      case 'pt':
        this.#point = Number(attributes['idx'] ?? -1);
        if (this.#inDimension) this.#text = '';
        break;
      case 'v':
      case 't':
        this.#text = '';
        break;
    }
  }

  text(text: string): void {
    if (this.#text !== undefined && this.#text.length < MAX_TITLE_CHARS) this.#text += text.slice(0, MAX_TITLE_CHARS);
  }

  close(name: string): void {
    switch (name) {
      case 'title':
        if (this.#title !== undefined && this.#title.trim() !== '' && this.#titles.length < 10) this.#titles.push(tidy(this.#title));
        this.#title = undefined;
        break;
      case 'ser':
      case 'data':
        if (this.#current !== undefined && this.#series.length < MAX_SERIES) this.#series.push(this.#current);
        this.#current = undefined;
        break;
      case 'series': {
        const named = this.#dataById.get(this.#dataId);
        if (named !== undefined && named.name === '') named.name = this.#current?.name ?? '';
        this.#current = undefined;
        break;
      }
      case 'strDim':
      case 'numDim':
        this.#field = undefined;
        this.#inDimension = false;
        break;
      case 'pt':
        if (this.#inDimension) this.#take(this.#text ?? '');
        this.#text = undefined;
        break;
      case 'tx':
      case 'cat':
      case 'xVal':
      case 'val':
      case 'yVal':
        this.#field = undefined;
        break;
      case 'v':
      case 't':
        this.#take(this.#text ?? '');
        this.#text = undefined;
        break;
    }
  }

  pieces(): Piece[] {
    const rows: Piece[] = [];
    const caption = this.#titles.join(' – ');
    if (caption !== '') rows.push({ kind: 'caption', level: null, text: `Chart: ${caption}` });
    if (this.#series.some(({ name }) => name !== '')) {
      rows.push({ kind: 'table-row', level: 1, text: ['', ...this.#series.map(({ name }) => name)].join(' | ').trimStart() });
    }
    const points = new Set(this.#series.flatMap(({ categories, values }) => [...categories.keys(), ...values.keys()]));
    for (const point of [...points].toSorted((a, b) => a - b).slice(0, MAX_POINTS)) {
      const category = this.#series.map(({ categories }) => categories.get(point)).find((each) => each !== undefined) ?? '';
      const cells = [category, ...this.#series.map(({ values }) => values.get(point) ?? '')];
      while (cells.at(-1) === '') cells.pop();
      rows.push({ kind: 'table-row', level: null, text: cells.join(' | ').trimStart() });
    }
    return rows;
  }

  #take(text: string): void {
    if (this.#title !== undefined) {
      if (this.#title.length < MAX_TITLE_CHARS) this.#title += text;
      return;
    }
    const series = this.#current;
    if (series === undefined || this.#field === undefined) return;
    if (this.#field === 'name') series.name = tidy(series.name + text);
    else if (this.#point >= 0 && this.#point < MAX_POINTS) {
      const points = series[this.#field];
      const before = points.get(this.#point);
      const value = this.#field === 'values' ? shortNumber(text) : tidy(text);
      points.set(this.#point, before === undefined ? value : `${before} ${value}`);
    }
  }
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Charts keep numbers as they are computed: 0.30000000000000004 is shown as 0.3. */
function shortNumber(text: string): string {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? tidy(text) : String(Number(number.toPrecision(12)));
}
