import type { StripCode } from './strip-codes.ts'
import { type Piece, rect, type StripLayer } from './strip-paths.ts'

/** At two pixels a day the shape is told by height. From the top of its lane: where it begins, and how tall it is. */
const marks: Record<StripCode, readonly [StripLayer, top: number, tall: number][]> = {
  p: [['point', 2, 9]],
  w: [['warn', 6, 5]],
  m: [['bad', 0, 13]],
  x: [['warn', 6, 2]],
  r: [['point', 6, 5]],
  o: [['open', 5, 3]],
  e: [
    ['ghost', 2, 7],
    ['base', 9, 2],
  ],
  z: [
    ['open', 3, 2],
    ['open', 8, 2],
  ],
  u: [['open', 6, 2]],
  n: [['none', 6, 1]],
}

export const thinHigh = 13

export function thinShape(code: StripCode, x: number, y: number, w: number): Piece[] {
  return marks[code].map(([layer, top, tall]) => [layer, rect(x, y + top, w, tall)])
}
