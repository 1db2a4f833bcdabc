/** Repeating timers, injected so that tests fire them by hand. */
export type Timers = { every(ms: number, run: () => void): { stop(): void } }

/** Timers of the machine; they do not keep the process alive. */
export const systemTimers: Timers = {
  every: (ms, run) => {
    const timer = setInterval(run, ms).unref()
    return { stop: () => clearInterval(timer) }
  },
}
