import { readerIdentities } from '../reader-identities.ts';
import { LineBlocksWriter } from '../text/line-blocks-writer.ts';
import { LineCursor } from '../text/line-cursor.ts';
import { lineReader } from '../text/line-reader.ts';

const key = /^( *(?:- +)?)("[^"]{1,200}"|'[^']{1,200}'|[^\s#:{}[\],&*!|>'"%@`-][^#:{}]{0,200}?)\s*:(?:\s|$)/;
/** Deeper keys do not begin a section of their own. */
const MAX_PATH = 2;

/** YAML as its lines stand, under the keys of its first two levels. */
export const yamlReader = lineReader(readerIdentities.yaml, {
  format: 'yaml',
  *blocks(text) {
    const writer = new LineBlocksWriter();
    const lines = new LineCursor(text);
    let open: { indent: number; name: string }[] = [];
    let path: readonly string[] = [];
    for (let line = lines.next(); line !== undefined; line = lines.next()) {
      const found = line.text.length > 1_000 ? null : key.exec(line.text);
      if (found) {
        const indent = found[1]?.length ?? 0;
        const next = lines.peek()?.text ?? '';
        const holdsMore = /^\s/.test(next) ? (/^ */.exec(next)?.[0].length ?? 0) > indent : next.startsWith('- ') && indent === 0;
        const above = open.filter((each) => each.indent < indent);
        if (above.length !== open.length || (holdsMore && above.length < MAX_PATH)) {
          open = holdsMore && above.length < MAX_PATH ? [...above, { indent, name: (found[2] ?? '').replace(/^["']|["']$/g, '') }] : above;
          path = open.map((each) => each.name);
        }
      } else if (/^(?:---|\.\.\.)/.test(line.text)) {
        open = [];
        path = [];
      }
      writer.add(line.text, line.number, { kind: 'code' }, path);
      yield writer.take();
    }
    writer.flush();
    yield writer.take();
  },
});
