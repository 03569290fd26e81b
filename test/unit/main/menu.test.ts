import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { menuTemplate } from '../../../src/main/menu.ts';
import { type WindowCommand, windowCommands } from '../../../src/shared/bridge.ts';

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...flat((item.submenu as MenuItemConstructorOptions[] | undefined) ?? [])]);

function build(platform: string) {
  const commands: WindowCommand[] = [];
  const items = flat(
    menuTemplate(
      { platform, appName: 'Footnote', theme: 'light', development: false },
      { command: (command) => commands.push(command), setTheme: () => {} },
    ),
  );
  return { items, commands };
}

describe.each(['darwin', 'win32', 'linux'])('the menu on %s', (platform) => {
  test('offers every command of the window once, each with a shortcut of its own', () => {
    const { items, commands } = build(platform);
    for (const command of windowCommands) items.find((item) => item.id === command)?.click?.({} as never, undefined, {});
    expect(commands).toEqual(windowCommands);
    const shortcuts = items.map((item) => item.accelerator).filter((shortcut) => shortcut !== undefined);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });

  test('has copy and paste, without which they do not work on a Mac, and no developer tools when packed', () => {
    const roles = build(platform).items.map((item) => item.role);
    expect(roles).toEqual(expect.arrayContaining(['copy', 'paste', 'cut', 'selectAll', 'undo', 'redo', 'quit']));
    expect(roles).not.toContain('toggleDevTools');
  });

  test('marks the appearance in use', () => {
    expect(
      build(platform)
        .items.filter((item) => item.checked)
        .map((item) => item.id),
    ).toEqual(['theme-light']);
  });
});
