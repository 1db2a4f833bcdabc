import type { EntryCursor } from './entry-cursor.ts'
import { compareKeys } from './node.ts'

/** One cursor over several, in order. Where some stand at the same key, it shows each of them, one after another. */
export const mergeCursors = (cursors: readonly EntryCursor[]): EntryCursor => {
  const [only, ...others] = cursors
  if (only !== undefined && others.length === 0) return only
  // A binary heap by what each cursor stands at.
  const heap = cursors.filter((cursor) => cursor.current() !== undefined)
  const isBefore = (a: EntryCursor | undefined, b: EntryCursor | undefined): boolean => {
    const left = a?.current()
    const right = b?.current()
    return left !== undefined && right !== undefined && compareKeys(left, right) < 0
  }
  const sink = (from: number): void => {
    for (let at = from; ; ) {
      let first = at
      for (const child of [2 * at + 1, 2 * at + 2]) if (isBefore(heap[child], heap[first])) first = child
      if (first === at) return
      const [a, b] = [heap[at], heap[first]]
      if (a === undefined || b === undefined) return
      heap[at] = b
      heap[first] = a
      at = first
    }
  }
  for (let at = heap.length >>> 1; at >= 0; at--) sink(at)
  const settle = (): void => {
    if (heap[0]?.current() === undefined) {
      const last = heap.pop()
      if (heap.length === 0 || last === undefined) return
      heap[0] = last
    }
    sink(0)
  }
  return {
    current: () => heap[0]?.current(),
    advance: () => {
      const waiting = heap[0]?.advance()
      if (waiting !== undefined) return waiting.then(settle)
      settle()
      return undefined
    },
  }
}
