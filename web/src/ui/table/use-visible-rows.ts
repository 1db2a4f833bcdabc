import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'

// Below this a browser lays everything out faster than we could leave it out.
const longFrom = 120

/** Which rows to draw: all of a short list, those near the window of a long one. */
export function useVisibleRows(count: number, estimateHeight: number) {
  const ref = useRef<HTMLElement | null>(null)
  const [top, setTop] = useState(0)
  const long = count > longFrom
  useLayoutEffect(() => {
    if (long && ref.current) setTop(ref.current.getBoundingClientRect().top + window.scrollY)
  }, [long])
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => estimateHeight,
    overscan: 12,
    scrollMargin: top,
    enabled: long,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  return {
    ref,
    long,
    indexes: long ? items.map((item) => item.index) : Array.from({ length: count }, (_, index) => index),
    before: long && first ? first.start - top : 0,
    after: long && last ? virtualizer.getTotalSize() - (last.end - top) : 0,
    measure: long ? virtualizer.measureElement : undefined,
    reveal: (index: number) => {
      if (long) virtualizer.scrollToIndex(index)
    },
  }
}
