import { isStripCode, type StripCode, type StripData } from './strip-codes.ts'
import { columnX, type StripMetrics, type StripSize } from './strip-metrics.ts'

/** One layer is one path in one colour; in this order, because a strike lies over its pale cell. */
export const stripLayers = ['ghost', 'base', 'point', 'warn', 'bad', 'slit', 'open', 'none', 'proof', 'failed'] as const
export type StripLayer = (typeof stripLayers)[number]
export type StripPaths = Partial<Record<StripLayer, string>>

export type Cell = { x: number; y: number; w: number; h: number; size: StripSize }
export type Piece = readonly [StripLayer, string]

export const rect = (x: number, y: number, w: number, h: number) => `M${x} ${y}h${w}v${h}h${-w}z`
// On the server's page cells are large enough for soft corners.
const soft = (x: number, y: number, w: number, h: number) =>
  `M${x + 2} ${y}h${w - 4}a2 2 0 0 1 2 2v${h - 4}a2 2 0 0 1-2 2h${4 - w}a2 2 0 0 1-2-2v${4 - h}a2 2 0 0 1 2-2z`

const body = ({ x, y, w, h, size }: Cell) => (size === 'l' && w > 6 ? soft(x, y, w, h) : rect(x, y, w, h))

// Outer edge one way, inner edge the other: the hole stays a hole under either fill rule.
const outline = ({ x, y, w, h, size }: Cell) => {
  const edge = size === 'l' ? 1.5 : 1
  const [inner_w, inner_h] = [w - 2 * edge, h - 2 * edge]
  return `${rect(x, y, w, h)}M${x + edge} ${y + edge}v${inner_h}h${inner_w}v${-inner_h}z`
}

const half = (h: number) => Math.round(h / 2)

const cut = ({ x, y, w, h, size }: Cell) => {
  if (size === 's') return `M${x} ${y}h1l4 4v4h-5z`
  const c = Math.min(9, Math.round(w / 2))
  return `M${x} ${y}h${w - c}l${c} ${c}v${h - c}h${-w}z`
}

const slit = ({ x, y, w, h, size }: Cell) => {
  if (size === 's') return rect(x + 1, y + 3, 3, 2)
  if (size === 'l' && w >= 16) return rect(x + w / 2 - 6, y + h / 2 - 2, 12, 4)
  const tall = Math.max(2, Math.round(0.2 * h))
  return rect(x + 2, y + Math.floor((h - tall) / 2), w - 4, tall)
}

const bars = ({ x, y, w, h, size }: Cell) => {
  if (size === 's') return rect(x + 1, y + 2, 1, 4) + rect(x + 3, y + 2, 1, 4)
  const [wide, tall] = size === 'l' ? [3, 10] : [2, half(h)]
  const left = x + Math.floor((w - 2 * wide - 2) / 2)
  const top = y + Math.floor((h - tall) / 2)
  return rect(left, top, wide, tall) + rect(left + wide + 2, top, wide, tall)
}

const dot = ({ x, y, w, h, size }: Cell) => {
  if (size === 's') return rect(x + 2, y + 3, 2, 2)
  const [middle, top] = [x + Math.floor((w - 2) / 2), y + Math.floor((h - 2) / 2)]
  if (size === 'm' || w < 14) return rect(middle, top, 2, 2)
  return rect(middle - 5, top, 2, 2) + rect(middle, top, 2, 2) + rect(middle + 5, top, 2, 2)
}

const strike = ({ x, y, w, h, size }: Cell) => rect(x, y + half(h) - 1, w, size === 's' ? 1 : 2)

const baseOf = ({ size }: Cell) => (size === 'l' ? 3 : 2)

/** The shape of every code. Shape says how it went; the layer's colour only repeats it. */
export const shapes: Record<StripCode, (cell: Cell) => readonly Piece[]> = {
  p: (c) => [['point', body(c)]],
  w: (c) => [['warn', cut(c)]],
  m: (c) => [
    ['bad', body(c)],
    ['slit', slit(c)],
  ],
  o: (c) => [['open', outline(c)]],
  r: (c) => [['point', outline(c) + rect(c.x + 1, c.y + half(c.h), c.w - 2, c.h - half(c.h) - 1)]],
  n: (c) => [['none', rect(c.x, c.y + half(c.h), c.w, 1)]],
  z: (c) => [['open', bars(c)]],
  u: (c) => [['open', dot(c)]],
  e: (c) => [
    ['ghost', rect(c.x, c.y, c.w, c.h - baseOf(c))],
    ['base', rect(c.x, c.y + c.h - baseOf(c), c.w, baseOf(c))],
  ],
  x: (c) => [
    ['ghost', rect(c.x, c.y, c.w, c.h)],
    ['warn', strike(c)],
  ],
}

const pixels = (rows: string, x: number, y: number) =>
  rows
    .split('/')
    .flatMap((row, dy) => [...row].map((p, dx) => (p === '#' ? rect(x + dx, y + dy, 1, 1) : '')))
    .join('')

function proofPiece(metrics: StripMetrics, letter: string, day: number): Piece | null {
  const x = columnX(metrics, day)
  const y = metrics.proof_y
  if (letter === 'v')
    return [
      'proof',
      metrics.size === 's'
        ? pixels('....#/...##/#.##./###../.#...', x, y)
        : `M${x + 1} ${y + 3.5}l2.5 2.5L${x + 8} ${y + 0.8}`,
    ]
  if (letter === 'x')
    return [
      'failed',
      metrics.size === 's'
        ? pixels('#...#/.#.#./..#../.#.#./#...#', x, y + 1)
        : `M${x + 1.5} ${y + 0.8}l5 5M${x + 6.5} ${y + 0.8}l-5 5`,
    ]
  return null
}

/** Merges equal marks of a whole strip into one path per layer, so that a long table of strips stays cheap. */
export function stripPaths(data: StripData, metrics: StripMetrics): StripPaths {
  const paths: StripPaths = {}
  const add = ([layer, d]: Piece) => {
    paths[layer] = (paths[layer] ?? '') + d
  }
  for (const [track, codes] of [data.image, data.files].entries()) {
    for (const [day, letter] of [...codes].entries()) {
      if (!isStripCode(letter)) continue
      const y = track * (metrics.cell_h + metrics.mid)
      shapes[letter]({
        x: columnX(metrics, day),
        y,
        w: metrics.cell_w,
        h: metrics.cell_h,
        size: metrics.size,
      }).forEach(add)
    }
  }
  for (const [day, letter] of [...data.proof].entries()) {
    const piece = proofPiece(metrics, letter, day)
    if (piece) add(piece)
  }
  return paths
}

/** Equal marks as one path for each layer. */
export function joinPieces(pieces: readonly Piece[]): StripPaths {
  const paths: StripPaths = {}
  for (const [layer, d] of pieces) paths[layer] = (paths[layer] ?? '') + d
  return paths
}
