import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { AppError } from '../../../../shared/errors.ts';
import { corrupt } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';
import type { BoundedZip } from './bounded-zip.ts';

/** What is told of an XML part. Names come without their namespace prefix, of elements and attributes alike; `written` has the attributes with theirs. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>, written: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Streams one XML part through `handler`, yielding after each inflated chunk so that the caller can pass on
 * what has gathered. Declarations of entities (bombs) and depth beyond the limit are refused.
 */
export async function* readXml(zip: BoundedZip, part: string, fileName: string, handler: XmlHandler): AsyncGenerator<void> {
  yield* readXmlBytes(zip.inflate(part), `the XML of its part ${part}`, fileName, handler);
}

/** The same for XML that is no part of an archive; `what` is for messages. */
export async function* readXmlBytes(
  chunks: AsyncIterable<Buffer>,
  what: string,
  fileName: string,
  handler: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('doctype', (declaration) => {
    // One that only names its type declares no entity; books and old OpenDocument files have such.
    if (declaration.includes('[')) throw corrupt(fileName, 'it declares a document type of its own, which a document like this may not');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > readerLimits.xmlDepth) throw corrupt(fileName, `its elements are nested more than ${readerLimits.xmlDepth} deep`);
    handler.open(local(tag.name), withLocalNames(tag.attributes), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handler.close?.(local(tag.name));
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('error', (error) => {
    throw error;
  });

  try {
    let decoder: TextDecoder | undefined;
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(encodingOf(chunk));
      parser.write(decoder.decode(chunk, { stream: true }));
      yield;
    }
    parser.close();
  } catch (error) {
    throw error instanceof AppError ? error : corrupt(fileName, `${what} is broken`, error);
  }
}

/** Runs a small part through `handler` to its end; a part that is absent is passed over. */
export async function readXmlWhole(zip: BoundedZip, part: string, fileName: string, handler: XmlHandler): Promise<void> {
  if (!zip.has(part)) return;
  const steps = readXml(zip, part, fileName, handler);
  while (!(await steps.next()).done);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function withLocalNames(attributes: Record<string, string>): Record<string, string> {
  if (!Object.keys(attributes).some((name) => name.includes(':'))) return attributes;
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) named[local(name)] = value;
  return named;
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})["']/.exec(
    start.toString('latin1', 0, 200),
  )?.[1];
  // What could be read as ASCII up to here is not UTF-16, whatever it says.
  if (declared === undefined || /^utf-?(?:8|16|32)/i.test(declared)) return 'utf-8';
  return isKnown(declared) ? declared : 'utf-8';
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}
