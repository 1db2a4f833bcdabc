import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { stripDayAt, stripMetrics } from '../ui/strip/strip-metrics.ts'

const openMs = 150
const closeMs = 200

type Acts = { days: number; size: 's' | 'm'; onEnter: (day: number) => void }

/**
 * Which day of a strip is pointed at, and whether its card stands open: with a mouse after a moment, with the keyboard at once, with
 * a finger by a tap. The card stays while the pointer is on it.
 */
export function useDayStrip({ days, size, onEnter }: Acts) {
  const strip = useRef<HTMLDivElement>(null)
  const card = useRef<HTMLDivElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [day, setDay] = useState<number | null>(null)
  const [open, setOpen] = useState(false)
  const later = (act: () => void, ms: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(act, ms)
  }
  const stay = () => clearTimeout(timer.current)
  const close = () => {
    stay()
    setOpen(false)
    setDay(null)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useCloseOutside(open, [strip, card], close)

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const drawn = event.currentTarget.firstElementChild ?? event.currentTarget
    const { left, width } = drawn.getBoundingClientRect()
    setDay(stripDayAt(stripMetrics(size, days, width), event.clientX - left))
  }
  const show = (next: number) => {
    stay()
    setDay(next)
    setOpen(true)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = day ?? days - 1
    const moves: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: days - 1 }
    const next = moves[event.key]
    // Beyond either end the arrows are the row's again.
    if (next !== undefined && next >= 0 && next < days) show(next)
    else if (event.key === 'Enter' && day !== null) onEnter(day)
    else if (event.key === 'Escape' && open) setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    refs: { strip, card },
    day,
    open,
    close,
    onStrip: {
      onKeyDown,
      // A tap brings the focus too; there the day is the one under the finger.
      onFocus: () => day === null && show(days - 1),
      onBlur: () => close(),
      onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
        if (event.pointerType === 'mouse') return
        point(event)
        stay()
        setOpen(true)
      },
      onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
        point(event)
        if (event.pointerType === 'mouse' && !open) later(() => setOpen(true), openMs)
        else stay()
      },
      onPointerLeave: (event: PointerEvent<HTMLDivElement>) => {
        if (event.pointerType === 'mouse' && event.currentTarget !== document.activeElement) later(close, closeMs)
      },
    },
    onCard: { onPointerEnter: stay, onPointerLeave: () => later(close, closeMs) },
  }
}

function useCloseOutside(open: boolean, inside: readonly RefObject<HTMLElement | null>[], close: () => void) {
  const latest = useRef({ inside, close })
  useEffect(() => {
    latest.current = { inside, close }
  })
  useEffect(() => {
    if (!open) return
    const onPointerDown = (event: Event) => {
      const { target } = event
      const within = latest.current.inside.some((one) => target instanceof Node && one.current?.contains(target))
      if (!within) latest.current.close()
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [open])
}
