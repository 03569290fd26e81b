import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReadInput } from '../../../../shared/contract/reader.ts';
import { AppError, isAppError } from '../../../../shared/errors.ts';
import { detectFile } from '../detect-file.ts';
import { InputFile } from '../input-file.ts';
import { unsupported } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';
import { createContainerShelf, type ShelvedContainer } from './container-shelf.ts';
import { nestedTooDeep } from './member-errors.ts';
import { openContainer } from './open-container.ts';

const shelf = createContainerShelf();
/** A container gives one member at a time. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Opens what is to be read: a file, or a member of one, found from the outermost file inwards. The caller closes it.
 * Errors: as `InputFile.open`; `read-vanished` for a member that is no longer there, `read-encrypted`, `read-corrupt`,
 * `read-too-large` (unpacked, nested too deep).
 */
export async function openInput({ path, members = [], password = null }: ReadInput, signal: AbortSignal | undefined): Promise<InputFile> {
  if (members.length === 0) return InputFile.open(path);
  const name = nameOf(members.at(-1) ?? '');
  if (members.length > readerLimits.memberDepth) throw nestedTooDeep(name, readerLimits.memberDepth);
  shelf.wake();
  try {
    const opening = turn.then(() => openMember(path, members, signal));
    turn = opening.catch(() => {});
    return await opening;
  } catch (error) {
    // The file is not at fault, and neither is the password: an entry of an archive cannot be decrypted.
    if (password !== null && isAppError(error) && error.code === 'read-encrypted') throw unsupported(name, 'encrypted inside its archive');
    throw error;
  } finally {
    shelf.rest();
  }
}

async function openMember(path: string, members: readonly string[], signal: AbortSignal | undefined): Promise<InputFile> {
  const version = await versionOf(path);
  let outer: ShelvedContainer | undefined;
  for (const [depth, member] of members.entries()) {
    signal?.throwIfAborted();
    const inside = members.slice(0, depth);
    const key = JSON.stringify([path, version, ...inside]);
    const known = shelf.find(key);
    outer =
      known ?? (await opened(key, outer ? await memberFile(outer, inside.at(-1) ?? '', signal) : await InputFile.open(path), depth > 0));
    if (depth === members.length - 1) return memberFile(outer, member, signal);
  }
  throw new Error('a member without a path');
}

async function memberFile({ container }: ShelvedContainer, member: string, signal: AbortSignal | undefined): Promise<InputFile> {
  return InputFile.fromBytes(nameOf(member), await container.bytes(member, signal));
}

async function opened(key: string, file: InputFile, isInMemory: boolean): Promise<ShelvedContainer> {
  try {
    const detection = await detectFile(file);
    const container = detection.kind === 'format' ? await openContainer(file, detection.format) : undefined;
    if (container === undefined) {
      throw new AppError('read-vanished', `“${file.name}” no longer holds other files.`, { details: { subject: file.name } });
    }
    const shelved = { key, file, container, heldBytes: isInMemory ? file.sizeBytes : 0 };
    await shelf.put(shelved);
    return shelved;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** What is on the shelf is of this version of the file. A file that is gone says so when it is opened. */
async function versionOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found ? `${found.dev}:${found.ino}:${found.size}:${found.mtimeMs}` : '';
}

function nameOf(member: string): string {
  return basename(member);
}
