import type { Piece } from '../package/block-flow.ts';

export interface ShapeBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What stands at one place of a slide. */
export interface Shape {
  isTitle: boolean;
  /** In any unit, the same for all shapes that stand beside each other; undefined where the file does not say. */
  box: ShapeBox | undefined;
  pieces: Piece[];
  /** Of a group, placed among themselves. */
  children: Shape[];
}

/** What one slide says, before it is put in order. */
export interface SlideContent {
  shapes: Shape[];
  notes: Piece[];
  comments: string[];
  isHidden: boolean;
}
