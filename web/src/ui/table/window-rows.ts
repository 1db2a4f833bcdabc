import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll } from '@tanstack/react-virtual'

/** The rows to draw, from `first` up to but without `last`, and the heights of what is left out around them. */
export type WindowedRows = { first: number; last: number; before: number; after: number }

export type RowWindow = {
  setCount: (count: number) => void
  measure: (row: HTMLElement | null) => void
  reveal: (index: number) => void
  stop: () => void
}

type Options = { list: HTMLElement; estimateHeight: number; onChange: (rows: WindowedRows) => void }

/** Follows the window over a long list, and tells which rows are near it. Loaded only where a list is long. */
export function windowRows({ list, estimateHeight, onChange }: Options): RowWindow {
  const top = list.getBoundingClientRect().top + window.scrollY
  const tell = () => {
    const items = virtualizer.getVirtualItems()
    const first = items[0]
    const last = items.at(-1)
    if (!first || !last) return
    const before = first.start - top
    const after = virtualizer.getTotalSize() - (last.end - top)
    onChange({ first: first.index, last: last.index + 1, before, after })
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
    measure: virtualizer.measureElement,
    reveal: (index) => virtualizer.scrollToIndex(index),
    stop,
  }
}
