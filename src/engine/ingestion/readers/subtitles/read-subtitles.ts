import { block } from '../blocks.ts';
import { readerIdentities } from '../reader-identities.ts';
import { LineCursor, type TextLine } from '../text/line-cursor.ts';
import { lineReader } from '../text/line-reader.ts';

const time = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})`;
const timing = new RegExp(String.raw`^\s*${time}\s*-->\s*${time}`);
const MAX_CUE_LINES = 200;

/** Subtitles (SRT and WebVTT): what is said, with its time and, where it is told, its speaker. */
export const subtitlesReader = lineReader(readerIdentities.subtitles, {
  format: 'subtitles',
  title: (start) => /^WEBVTT[ \t]+-?[ \t]*(\S.*)$/m.exec(start.slice(0, 1_000))?.[1],
  *blocks(text) {
    const lines = new LineCursor(text);
    for (let line = lines.next(); line !== undefined; line = lines.next()) {
      const found = timing.exec(line.text);
      if (!found) {
        if (/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line.text)) takeUntilBlank(lines);
        yield [];
        continue;
      }
      const spoken = takeUntilBlank(lines);
      const startMs = millis(found.slice(1, 5));
      const locator = { kind: 'time', startMs, endMs: Math.max(startMs, millis(found.slice(5, 9))) } as const;
      const said = spoken.map((each) => plain(each.text)).filter((each) => each !== '');
      if (said.length > 0) {
        yield [
          block({
            kind: 'paragraph',
            text: said.join('\n'),
            lineStart: line.number + 1,
            lineEnd: spoken.at(-1)?.number ?? line.number,
            locator,
          }),
        ];
      }
    }
  },
});

/** The lines up to the next blank one, or to the next cue where that is missing. */
function takeUntilBlank(lines: LineCursor): TextLine[] {
  const taken: TextLine[] = [];
  for (let line = lines.peek(); line !== undefined && line.text.trim() !== '' && taken.length < MAX_CUE_LINES; line = lines.peek()) {
    if (timing.test(line.text) || (/^\d+\s*$/.test(line.text) && timing.test(lines.peek(1)?.text ?? ''))) break;
    taken.push(line);
    lines.next();
  }
  return taken;
}

function millis([hours = '0', minutes = '0', seconds = '0', fraction = '0']: readonly (string | undefined)[]): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'));
}

/** Without tags and positions; a voice becomes “Ada: …”. */
function plain(text: string): string {
  return text
    .replace(/<v(?:\.[^\s>]{0,100})?\s+([^>]{1,100})>/gi, '$1: ')
    .replace(/<[^<>]{0,200}>/g, '')
    .replace(/\{\\[^{}]{0,100}\}/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', nbsp: ' ' })[name] ?? '')
    .trim();
}
