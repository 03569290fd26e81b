/**
 * Where a file inside an Electron archive lies on the disk. SQLite opens an extension itself and cannot
 * look into `app.asar`; such files are kept beside it in `app.asar.unpacked`.
 */
export function unpackedPath(path: string): string {
  return path.replace(/([\\/])app\.asar(?=[\\/])/g, '$1app.asar.unpacked');
}
