/** Does something after a while, unless the returned function is called before. Injected, so that tests need not wait. */
export type Alarm = (ms: number, ring: () => void) => () => void

/** The machine's own timer. It keeps no process alive. */
export const systemAlarm: Alarm = (ms, ring) => {
  const timer = setTimeout(ring, ms)
  timer.unref()
  return () => clearTimeout(timer)
}
