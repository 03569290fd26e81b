import { expect, test } from 'vitest';
import { hasDesktop, openCommand } from '../../../src/host/desktop.ts';

test('a machine reached over SSH or without a display is not taken for a desktop', () => {
  expect(hasDesktop({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDesktop({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDesktop({}, 'linux')).toBe(false);
  expect(hasDesktop({ DISPLAY: ':10', SSH_CONNECTION: '1 2 3 4' }, 'linux')).toBe(false);
  expect(hasDesktop({}, 'darwin')).toBe(true);
  expect(hasDesktop({ SSH_TTY: '/dev/ttys1' }, 'darwin')).toBe(false);
  expect(hasDesktop({}, 'win32')).toBe(true);
});

test('a file name is one argument, whatever stands in it', () => {
  const path = '/home/a/x; rm -rf $(HOME) "q".pdf';
  expect(openCommand('open', path, 'linux')).toEqual(['xdg-open', [path]]);
  expect(openCommand('reveal', path, 'linux')).toEqual(['xdg-open', ['/home/a']]);
  expect(openCommand('reveal', path, 'darwin')).toEqual(['open', ['-R', path]]);
  expect(openCommand('reveal', 'C:\\a & b.pdf', 'win32')).toEqual(['explorer.exe', ['/select,C:\\a & b.pdf']]);
});
