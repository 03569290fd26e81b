import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import type { Locator } from '../../../../shared/domain/place.ts';
import { block } from '../blocks.ts';
import { HeadingTrail } from '../heading-trail.ts';
import { HtmlWalk } from '../html/html-walk.ts';
import { eachLine } from '../text/lines.ts';
import { LineGatherer } from '../text/line-blocks.ts';
import type { MailMessage } from './mail-message.ts';
import { beginsOriginal, isAttribution, quotedStretches } from './quoted-text.ts';

type MessagePart = Extract<Locator, { kind: 'message' }>['part'];

/** A plain part this much shorter than the HTML is a stub like “your program cannot show this mail”. */
const STUB_SHARE = 0.2;
const STUB_CHARS = 400;

/**
 * The blocks of one mail: its headers as a person sees them, then its body (plain text where it is more than a stub),
 * what it quotes as quotations. `number` counts the messages of a mailbox from 1.
 */
export function messageBlocks(message: MailMessage, number: number): ReadBlock[] {
  const at = (part: MessagePart): Locator => ({ kind: 'message', message: number, part });
  const headers = headerText(message);
  const blocks = headers === '' ? [] : [block({ kind: 'paragraph', text: headers, locator: at('header') })];
  const html = message.html === null ? [] : htmlBlocks(message.html, at);
  const text = message.text ?? '';
  const htmlChars = html.reduce((sum, each) => sum + each.text.length, 0);
  const isStub = text.trim().length < Math.min(STUB_CHARS, htmlChars * STUB_SHARE);
  blocks.push(...(text.trim() === '' || isStub ? html : textBlocks(text, at)));
  return blocks;
}

function headerText({ from, to, cc, date, subject }: MailMessage): string {
  const lines: [string, string | null][] = [
    ['From', from],
    ['To', to],
    ['Cc', cc],
    ['Date', date],
    ['Subject', subject],
  ];
  return lines.flatMap(([name, value]) => (value === null || value.trim() === '' ? [] : [`${name}: ${value}`])).join('\n');
}

function textBlocks(text: string, at: (part: MessagePart) => Locator): ReadBlock[] {
  return quotedStretches(text).flatMap((stretch) => {
    const fields = stretch.quoted
      ? ({ kind: 'quote', locator: at('quoted') } as const)
      : ({ kind: 'paragraph', locator: at('body') } as const);
    const gatherer = new LineGatherer();
    const blocks: ReadBlock[] = [];
    eachLine(stretch.text, (line, number) => {
      for (const each of gatherer.add(line.trimEnd(), number)) blocks.push(block({ ...fields, text: each.text }));
    });
    for (const each of gatherer.flush()) blocks.push(block({ ...fields, text: each.text }));
    return blocks;
  });
}

function htmlBlocks(html: string, at: (part: MessagePart) => Locator): ReadBlock[] {
  const walk = new HtmlWalk(html, new HeadingTrail(), { isQuotation: isMailQuotation });
  walk.advance(html.length);
  walk.finish();
  const found = walk.takeWithQuotes();
  let inOriginal = false;
  return found.map(({ block: each, quoted }, index) => {
    inOriginal ||= beginsOriginal(
      found.slice(index, index + 4).flatMap((next) => next.block.text.split('\n').slice(0, 6)),
      0,
    );
    const isQuoted = quoted || inOriginal || (isAttribution(each.text) && found[index + 1]?.quoted === true);
    const kind = isQuoted && each.kind === 'paragraph' ? 'quote' : each.kind;
    return { ...each, kind, locator: at(isQuoted ? 'quoted' : 'body') };
  });
}

/** How mail programs mark what they quote besides `blockquote`. */
function isMailQuotation(attributes: Readonly<Record<string, string>>): boolean {
  return /\bgmail_quote\b|\byahoo_quoted\b|\bprotonmail_quote\b|\bmoz-cite-prefix\b/.test(attributes['class'] ?? '');
}
