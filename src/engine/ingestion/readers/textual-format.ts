import type { DocumentFormat } from '../../../shared/domain/document.ts';

const headerLine =
  /^(?:received|return-path|delivered-to|message-id|mime-version|from|to|cc|subject|date|reply-to|x-[\w-]+|dkim-signature|content-type):/i;

/** What a text without a telling name is by its first lines; `otherwise` where they say nothing. */
export function textualFormat(head: Uint8Array, otherwise: DocumentFormat): DocumentFormat {
  const start = textOf(head);
  if (/^\s*(?:<!doctype html|<html[\s>])/i.test(start)) return 'html';
  if (/^\s*<\?xml\s/.test(start)) return /<!doctype html|<html[\s>]/i.test(start.slice(0, 1024)) ? 'html' : 'xml';
  if (/^#!\s*\//.test(start)) return 'code';
  if (/^WEBVTT(?:\s|$)/.test(start)) return 'subtitles';
  const lines = start.split(/\r?\n/, 60);
  if (/^From \S+.*\d{4}\s*$/.test(lines[0] ?? '') && headerLine.test(lines[1] ?? '')) return 'mbox';
  return mailFormat(lines) ?? otherwise;
}

/** A mail begins with several of its headers; a saved web page is a mail of related parts. */
function mailFormat(lines: readonly string[]): 'eml' | 'mhtml' | undefined {
  const blank = lines.indexOf('');
  const headers = blank === -1 ? lines : lines.slice(0, blank);
  if (!/^[\w-]+:/.test(headers[0] ?? '') || !headers.every((line) => /^(?:[\w-]+:|\s)/.test(line) || line === headers.at(-1)))
    return undefined;
  if (headers.filter((line) => headerLine.test(line)).length < 3) return undefined;
  return /multipart\/related/i.test(headers.join('\n')) && /^(?:snapshot-)?content-location:|saved by/im.test(headers.join('\n'))
    ? 'mhtml'
    : 'eml';
}

function textOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head);
  return Buffer.from(head.buffer, head.byteOffset, head.byteLength)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
}
