import { SaxesParser } from 'saxes';
import { readerIdentities } from '../reader-identities.ts';
import { lineReader } from '../text/line-reader.ts';
import { LineBlocksWriter } from '../text/line-blocks-writer.ts';
import { LineCursor } from '../text/line-cursor.ts';
import { XmlWalk } from './xml-walk.ts';

const SLICE_CHARS = 16 * 1024;

/** XML files: running text as paragraphs, records as “name: value”, under the elements they stand in. No entity but XML's own is known. */
export const xmlReader = lineReader(readerIdentities.xml, {
  format: 'xml',
  *blocks(text) {
    const parser = new SaxesParser({ xmlns: false, position: true });
    const walk = new XmlWalk(() => parser.line);
    parser.on('opentag', (tag) => walk.open(tag.name, tag.attributes));
    parser.on('closetag', () => walk.close());
    parser.on('text', (piece) => walk.text(piece));
    parser.on('cdata', (piece) => walk.text(piece));
    parser.on('error', (error) => {
      throw error;
    });
    try {
      for (let at = 0; at < text.length; at += SLICE_CHARS) {
        parser.write(text.slice(at, at + SLICE_CHARS));
        yield walk.take();
      }
      parser.close();
      walk.finish();
      yield walk.take();
    } catch {
      // From here on it is not XML as this reader knows it; its lines still say something.
      walk.finish();
      yield walk.take();
      yield* plainLines(text, walk.lastLine);
    }
  },
});

function* plainLines(text: string, after: number) {
  const writer = new LineBlocksWriter();
  const lines = new LineCursor(text);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.number > after) writer.add(line.text, line.number, { kind: 'code' });
    yield writer.take();
  }
  writer.flush();
  yield writer.take();
}
