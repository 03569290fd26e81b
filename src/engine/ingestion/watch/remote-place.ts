import { statfs } from 'node:fs/promises';

/** Types of Linux file systems that other machines write to, or that pass no changes on: NFS, SMB, CIFS, 9P, AFS, Ceph, FUSE, VirtualBox. */
const remoteTypes: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f, 0x00c36400, 0x65735546, 0x786f4256,
]);

/** True for a place where changes may happen that this system is not told of. `path` has no links in it. */
export async function isRemotePlace(path: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform === 'win32') return path.startsWith('\\\\') && !/^\\\\[?.]\\[a-z]:/i.test(path);
  // Its type numbers are not fixed; other people's disks are mounted here, and so are one's own.
  if (platform === 'darwin') return path.startsWith('/Volumes/');
  try {
    return remoteTypes.has((await statfs(path)).type >>> 0);
  } catch {
    return true;
  }
}
