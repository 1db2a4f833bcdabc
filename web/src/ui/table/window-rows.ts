import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll } from '@tanstack/react-virtual'
import { type RowRange, rowsInTurn } from './rows-in-turn.ts'

/** The rows to draw, and the heights of what is left out around them. */
export type WindowedRows = RowRange & { before: number; after: number }

export type RowWindow = {
  setCount: (count: number) => void
  /** Tells which rows stand on the page by now: the next ones come after them. */
  drawn: (rows: RowRange) => void
  measure: (row: HTMLElement | null) => void
  reveal: (index: number) => void
  stop: () => void
}

type Options = {
  list: HTMLElement
  estimateHeight: number
  /** `jump`: somebody waits for a row; else they may be drawn in pieces. */
  onChange: (rows: WindowedRows, jump: boolean) => void
}

// As long as a jump to a row may take to be drawn.
const jumpMs = 300

/**
 * Follows the window over a long list, and tells which rows to draw: those near it, some more in each frame, so that the page
 * answers while one scrolls and while a list comes. Loaded only where a list is long.
 */
export function windowRows({ list, estimateHeight, onChange }: Options): RowWindow {
  const top = list.getBoundingClientRect().top + window.scrollY
  let wanted: RowRange = { first: 0, last: 0 }
  let drawn = wanted
  let frame: number | undefined
  let jumping: ReturnType<typeof setTimeout> | undefined
  const withSpace = ({ first, last }: RowRange): WindowedRows => {
    const { measurementsCache: rows } = virtualizer
    const end = virtualizer.getTotalSize() + top
    return {
      first,
      last,
      before: (rows[first]?.start ?? end) - top,
      after: Math.max(0, end - (rows[last - 1]?.end ?? end)),
    }
  }
  const goOn = () => {
    frame ??= requestAnimationFrame(() => onChange(withSpace(rowsInTurn(drawn, wanted)), false))
  }
  const tell = () => {
    const items = virtualizer.getVirtualItems()
    const first = items[0]
    const last = items.at(-1)
    if (!first || !last) return
    wanted = { first: first.index, last: last.index + 1 }
    if (jumping === undefined) return goOn()
    if (frame !== undefined) cancelAnimationFrame(frame)
    onChange(withSpace(wanted), true)
  }
  const optionsFor = (count: number) => ({
    count,
    estimateSize: () => estimateHeight,
    overscan: 6,
    scrollMargin: top,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => window.scrollY,
    onChange: tell,
  })
  const virtualizer = new Virtualizer<Window, HTMLElement>(optionsFor(0))
  // What the library's own hook does around each render; here it is called when something changes.
  const stop = virtualizer._didMount()
  return {
    setCount: (count) => {
      virtualizer.setOptions(optionsFor(count))
      virtualizer._willUpdate()
      tell()
    },
    drawn: (rows) => {
      drawn = rows
      frame = undefined
      if (wanted.last > 0 && (rows.first !== wanted.first || rows.last !== wanted.last)) goOn()
    },
    measure: virtualizer.measureElement,
    reveal: (index) => {
      clearTimeout(jumping)
      jumping = setTimeout(() => {
        jumping = undefined
      }, jumpMs)
      virtualizer.scrollToIndex(index)
    },
    stop: () => {
      if (frame !== undefined) cancelAnimationFrame(frame)
      clearTimeout(jumping)
      stop()
    },
  }
}
