import { startTransition, useCallback, useEffect, useRef, useState } from 'react'
import type { RowWindow, WindowedRows } from './window-rows.ts'

// Below this a browser lays everything out faster than we could leave it out.
const longFrom = 60

// Of a long list what a window shows of it at first: more of it follows as soon as the code for it is here.
const firstScreen = 12

const none: WindowedRows = { first: 0, last: firstScreen, before: 0, after: 0 }

/** Which rows to draw: all of a short list, those near the window of a long one. */
export function useVisibleRows(count: number, estimateHeight: number) {
  const ref = useRef<HTMLElement | null>(null)
  const rowWindow = useRef<RowWindow | null>(null)
  const [shown, setShown] = useState(none)
  const [ready, setReady] = useState(false)
  const long = count > longFrom
  // While one scrolls, rows may be drawn in pieces, so that the page answers in between. A jump waits for its row.
  const show = useCallback((next: WindowedRows, jump: boolean) => {
    if (jump) setShown(next)
    else startTransition(() => setShown(next))
  }, [])
  useEffect(() => {
    if (!long) return
    let gone = false
    // Most lists are short, and do without the code that measures long ones.
    void import('./window-rows.ts').then(({ windowRows }) => {
      if (gone || !ref.current) return
      rowWindow.current = windowRows({ list: ref.current, estimateHeight, onChange: show })
      setReady(true)
    })
    return () => {
      gone = true
      rowWindow.current?.stop()
      rowWindow.current = null
      setReady(false)
    }
  }, [long, estimateHeight, show])
  useEffect(() => {
    if (ready) rowWindow.current?.drawn(shown)
  }, [ready, shown])
  // A longer list keeps the heights it has measured.
  useEffect(() => {
    if (ready) rowWindow.current?.setCount(count)
  }, [ready, count])
  const measure = useCallback((row: HTMLElement | null) => rowWindow.current?.measure(row), [])
  const first = long ? Math.min(shown.first, count) : 0
  const last = long ? Math.min(shown.last, count) : count
  return {
    ref,
    long,
    indexes: Array.from({ length: last - first }, (_, index) => first + index),
    before: long ? shown.before : 0,
    after: long ? (shown === none ? (count - last) * estimateHeight : shown.after) : 0,
    measure: long ? measure : undefined,
    reveal: (index: number) => rowWindow.current?.reveal(index),
  }
}
