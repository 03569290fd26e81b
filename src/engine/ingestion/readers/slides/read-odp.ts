import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { readOdfObjects } from '../odf-text/odf-objects.ts';
import { openOdf } from '../package/open-odf.ts';
import { readTitle } from '../package/read-title.ts';
import { readXml } from '../package/read-xml.ts';
import { readerIdentities } from '../reader-identities.ts';
import { readerLimits } from '../reader-limits.ts';
import { OdpWalk } from './odp-walk.ts';
import { slideBlocks } from './slide-blocks.ts';

/** OpenDocument presentations, slide by slide, notes after each; what masters say is on no slide of its own and left out. */
export const odpReader: FormatReader = {
  ...readerIdentities.odp,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const zip = await openOdf(file, signal);
    try {
      const title = await readTitle(zip, 'meta.xml', file.name);
      yield { type: 'begin', format: 'odp', reader: this.reader, readerVersion: this.version, title, pageCount: null };
      const walk = new OdpWalk(await readOdfObjects(zip, file.name));
      const batch = new BlockBatch();
      let slide = 0;
      const steps = readXml(zip, 'content.xml', file.name, walk);
      for (let step = await steps.next(); ; step = await steps.next()) {
        signal?.throwIfAborted();
        for (const { isCut, ...content } of walk.take()) {
          slide += 1;
          batch.add(...slideBlocks(slide, content));
          if (isCut) yield { type: 'warning', message: `Only the first part of slide ${slide} was read: it holds too much text.` };
        }
        if (step.done || batch.isFull) yield* batch.take();
        if (step.done) break;
        if (slide < readerLimits.pages) continue;
        yield { type: 'warning', message: `Only the first ${slide.toLocaleString('en')} slides were read.` };
        break;
      }
    } finally {
      zip.close();
    }
  },
};
