import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { childEnvironment } from '../../../src/supervise/environment.ts';
import { processFiles } from '../../../src/supervise/process-files.ts';
import { parseTasklist } from '../../../src/supervise/resident-bytes.ts';

test('a child gets what the system and the drivers need, and none of our keys', () => {
  const env = {
    PATH: '/bin',
    Path: 'C:\\Windows',
    HOME: '/home/a',
    LC_ALL: 'C',
    XDG_DATA_HOME: '/data',
    VK_ICD_FILENAMES: '/icd',
    FOOTNOTE_LOG: 'debug',
    OPENAI_API_KEY: 'sk',
    AWS_SECRET_ACCESS_KEY: 'x',
    NODE_OPTIONS: '--inspect',
    ELECTRON_RUN_AS_NODE: '1',
    HTTPS_PROXY: 'http://user:password@proxy',
  };
  expect(Object.keys(childEnvironment(env)).sort()).toEqual([
    'FOOTNOTE_LOG',
    'HOME',
    'LC_ALL',
    'PATH',
    'Path',
    'VK_ICD_FILENAMES',
    'XDG_DATA_HOME',
  ]);
});

test('run from the sources every process has its entry; built, its file lies beside the one that asks', () => {
  expect(Object.values(processFiles()).filter((file) => !existsSync(file))).toEqual([]);
  expect(processFiles('file:///app/out/main/chunk-supervise-abc.js')).toEqual({
    engine: fileURLToPath('file:///app/out/main/engine.js'),
    models: fileURLToPath('file:///app/out/main/models.js'),
    reader: fileURLToPath('file:///app/out/main/reader.js'),
  });
});

test('the memory that Windows reports is read in any locale', () => {
  expect(parseTasklist('"node.exe","42","Console","1","45,678 K"\r\n', 42)).toBe(45_678 * 1024);
  expect(parseTasklist('"node.exe","42","Console","1","45.678 K"\r\n', 42)).toBe(45_678 * 1024);
  expect(parseTasklist('"node.exe","42","Console","1","1\u00a0045\u00a0678 Ko"\r\n', 42)).toBe(1_045_678 * 1024);
  expect(parseTasklist('INFO: No tasks are running which match the specified criteria.\r\n', 42)).toBeUndefined();
  expect(parseTasklist('', 42)).toBeUndefined();
});
