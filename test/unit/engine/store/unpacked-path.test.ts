import { describe, expect, it } from 'vitest';
import { unpackedPath } from '../../../../src/engine/store/unpacked-path.ts';

describe('unpackedPath', () => {
  it('points a file of the packaged program to the folder beside the archive', () => {
    expect(unpackedPath('/opt/Footnote/resources/app.asar/node_modules/sqlite-vec-linux-x64/vec0.so')).toBe(
      '/opt/Footnote/resources/app.asar.unpacked/node_modules/sqlite-vec-linux-x64/vec0.so',
    );
  });

  it('knows the separator of Windows', () => {
    expect(unpackedPath('C:\\Program Files\\Footnote\\resources\\app.asar\\node_modules\\vec0.dll')).toBe(
      'C:\\Program Files\\Footnote\\resources\\app.asar.unpacked\\node_modules\\vec0.dll',
    );
  });

  it.each([
    '/opt/app/resources/app.asar.unpacked/vec0.so',
    '/home/ada/my-app.asar/vec0.so',
    '/home/ada/app.asarium/vec0.so',
    '/home/ada/footnote/node_modules/vec0.so',
  ])('leaves %s as it is', (path) => {
    expect(unpackedPath(path)).toBe(path);
  });
});
