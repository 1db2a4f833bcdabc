import { useEffect, useState } from 'react'
import { now } from './clock.ts'

/** The present moment, renewed often enough for figures that say how long ago something was. */
export function useNow(intervalMs = 30_000): Date {
  const [value, setValue] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setValue(now()), intervalMs)
    return () => clearInterval(timer)
  }, [intervalMs])
  return value
}
