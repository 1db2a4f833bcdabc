import { useSyncExternalStore } from 'react'
import { now } from './clock.ts'

/** One clock for all that look at it in the same rhythm: a table has hundreds of them. */
function createClock(intervalMs: number) {
  const listeners = new Set<() => void>()
  let value = now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    value = now()
    for (const listener of listeners) listener()
  }
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      timer ??= setInterval(tick, intervalMs)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
    read: () => {
      // While nobody looked it stood still.
      if (timer === undefined && now().getTime() - value.getTime() >= intervalMs) value = now()
      return value
    },
  }
}

type Clock = ReturnType<typeof createClock>
const clocks = new Map<number, Clock>()

function clockOf(intervalMs: number): Clock {
  const clock = clocks.get(intervalMs) ?? createClock(intervalMs)
  clocks.set(intervalMs, clock)
  return clock
}

/** The present moment, renewed often enough for figures that say how long ago something was. */
export function useNow(intervalMs = 30_000): Date {
  const { subscribe, read } = clockOf(intervalMs)
  return useSyncExternalStore(subscribe, read)
}
