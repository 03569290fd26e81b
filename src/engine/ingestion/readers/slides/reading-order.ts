import type { Shape, ShapeBox } from './shape.ts';

type Placed = Shape & { box: ShapeBox };

/** Beyond this many shapes on a slide the order of the file has to do. */
const MAX_PLACED = 1_000;
/** How far neighbours may reach into each other and still count as apart, of the smaller one. */
const OVERLAP = 0.2;

/**
 * The shapes of a slide in the order they are read in: the title, then by position. The slide is cut along the gaps
 * that run all the way across into rows, these along theirs into columns, and so on; what cannot be cut goes from the
 * top down. What has no position follows in the order of the file.
 */
export function inReadingOrder(shapes: readonly Shape[]): Shape[] {
  const titles = shapes.filter((shape) => shape.isTitle);
  const others = shapes.filter((shape) => !shape.isTitle);
  const placed = others.filter((shape): shape is Placed => shape.box !== undefined);
  const ordered = placed.length > MAX_PLACED ? placed : cut(placed, 'y');
  return [...titles, ...ordered, ...others.filter((shape) => shape.box === undefined)];
}

function cut(shapes: readonly Placed[], axis: 'x' | 'y', isRetried = false): Placed[] {
  if (shapes.length < 2) return [...shapes];
  const groups = apart(shapes, axis);
  const other = axis === 'y' ? 'x' : 'y';
  if (groups.length > 1) return groups.flatMap((group) => cut(group, other));
  return isRetried ? shapes.toSorted((a, b) => a.box.y - b.box.y || a.box.x - b.box.x) : cut(shapes, other, true);
}

/** Groups with a gap between them along an axis, in its direction. */
function apart(shapes: readonly Placed[], axis: 'x' | 'y'): Placed[][] {
  const size = axis === 'y' ? 'height' : 'width';
  const sorted = shapes.toSorted((a, b) => a.box[axis] - b.box[axis]);
  const groups: Placed[][] = [];
  let group: Placed[] = [];
  let end = Number.NEGATIVE_INFINITY;
  let smallest = Number.POSITIVE_INFINITY;
  for (const shape of sorted) {
    const start = shape.box[axis];
    if (group.length > 0 && start >= end - OVERLAP * Math.min(smallest, shape.box[size])) {
      groups.push(group);
      group = [];
      end = Number.NEGATIVE_INFINITY;
      smallest = Number.POSITIVE_INFINITY;
    }
    group.push(shape);
    end = Math.max(end, start + shape.box[size]);
    smallest = Math.min(smallest, shape.box[size]);
  }
  groups.push(group);
  return groups;
}
