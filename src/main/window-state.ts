import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Rectangle } from 'electron';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What the shell remembers between two starts. */
export interface WindowState {
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
  readonly theme: Theme;
}

const fresh: WindowState = { bounds: null, maximized: false, theme: 'system' };

/** Reads the state; a missing or damaged file is a fresh start. */
export async function readWindowState(file: string): Promise<WindowState> {
  try {
    return parseWindowState(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return fresh;
  }
}

function parseWindowState(stored: unknown): WindowState {
  if (typeof stored !== 'object' || stored === null) return fresh;
  const { bounds, maximized, theme } = stored as Partial<Record<keyof WindowState, unknown>>;
  return {
    bounds: isRectangle(bounds) ? { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height } : null,
    maximized: maximized === true,
    theme: themes.find((known) => known === theme) ?? fresh.theme,
  };
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Partial<Record<keyof Rectangle, unknown>>;
  return [x, y, width, height].every(Number.isFinite) && Number(width) > 0 && Number(height) > 0;
}

/** Writes the state whole or not at all. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(state));
  await rename(`${file}.new`, file);
}

const defaultSize = { width: 1280, height: 820 };
export const minimumSize = { width: 720, height: 480 };
/** So much of the title bar must be on a screen that the window can be caught with the mouse. */
const graspable = { width: 120, height: 32 };

/**
 * Bounds to open with: the remembered ones where a display still shows their title bar, cut to that
 * display; otherwise a default size for the system to place. `workAreas` begins with the primary one.
 */
export function openingBounds(
  remembered: Rectangle | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  for (const area of workAreas) {
    if (!remembered) break;
    const bounds = {
      x: Math.round(remembered.x),
      y: Math.round(remembered.y),
      width: Math.round(Math.max(minimumSize.width, Math.min(remembered.width, area.width))),
      height: Math.round(Math.max(minimumSize.height, Math.min(remembered.height, area.height))),
    };
    if (titleBarIsOn(area, bounds)) return bounds;
  }
  const primary = workAreas[0];
  return {
    width: Math.min(defaultSize.width, primary?.width ?? defaultSize.width),
    height: Math.min(defaultSize.height, primary?.height ?? defaultSize.height),
  };
}

function titleBarIsOn(area: Rectangle, window: Rectangle): boolean {
  const shownWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const below = window.y - area.y;
  return shownWidth >= graspable.width && below >= 0 && below <= area.height - graspable.height;
}
