import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { dayAt, type TimelineMetrics } from './timeline-metrics.ts'

type Acts = {
  onPoint: (day: number | null) => void
  onPin: (day: number) => void
  /** By so many days into the past. */
  onPan: (days: number) => void
  /** So many times as wide, about that day. */
  onStretch: (factor: number, day: number) => void
}

/** A mouse points and drags, a finger takes the day along, and a pinch (the wheel with Ctrl) zooms. */
export function useTimelinePointer(
  box: RefObject<HTMLElement | null>,
  { metrics, days }: { metrics: TimelineMetrics; days: number },
  { onPoint, onPin, onPan, onStretch }: Acts,
) {
  const drag = useRef<{ x: number; panned: number } | null>(null)
  const dayUnder = (clientX: number) =>
    dayAt(metrics, clientX - (box.current?.getBoundingClientRect().left ?? 0) - metrics.left, days)
  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    onStretch(Math.exp(event.deltaY / 200), dayUnder(event.clientX))
  })
  useEffect(() => {
    const element = box.current
    const listen = (event: WheelEvent) => onWheel(event)
    // React's own listeners cannot keep the page from zooming.
    element?.addEventListener('wheel', listen, { passive: false })
    return () => element?.removeEventListener('wheel', listen)
  }, [box])
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') onPoint(dayUnder(event.clientX))
      else if (event.button === 0) drag.current = { x: event.clientX, panned: 0 }
    },
    onPointerMove: (event: PointerEvent) => {
      const held = drag.current
      if (held === null) return onPoint(dayUnder(event.clientX))
      const by = Math.round((event.clientX - held.x) / metrics.pitch)
      if (by === held.panned) return
      event.currentTarget.setPointerCapture(event.pointerId)
      onPan(by - held.panned)
      held.panned = by
    },
    onPointerUp: (event: PointerEvent) => {
      const panned = drag.current !== null && drag.current.panned !== 0
      drag.current = null
      if (!panned) onPin(dayUnder(event.clientX))
    },
    onPointerCancel: () => {
      drag.current = null
    },
    onPointerLeave: () => onPoint(null),
  }
}
