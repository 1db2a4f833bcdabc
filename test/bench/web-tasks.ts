import type { Browser, Page } from 'playwright-core'

export type Tasks = {
  longest_ms: number
  longest_processor_ms: number
  /** How many took the processor for more than 50 ms. */
  over: number
  count: number
}

/** Runs in the page: when the last task ended that kept it from answering. */
export const longestTask = `new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.lastLongTaskEnd = entry.startTime + entry.duration
}).observe({ type: 'longtask', buffered: true })`

type TraceEvent = {
  name: string
  ph: string
  pid: number
  tid: number
  dur?: number
  tdur?: number
  args?: { name?: string }
}

/** The tasks of the page's main thread while something is done, by the clock and by the processor time they took. */
export const watchTasks = async (browser: Browser, page: Page, work: () => Promise<void>): Promise<Tasks> => {
  const categories = ['toplevel', '__metadata', 'disabled-by-default-devtools.timeline']
  await browser.startTracing(page, { categories })
  await work()
  const trace = await browser.stopTracing()
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`))
  const longest = (times: number[]) => times.reduce((most, time) => Math.max(most, time), 0) / 1000
  return {
    longest_ms: longest(tasks.map(({ dur = 0 }) => dur)),
    longest_processor_ms: longest(tasks.map(({ tdur = 0 }) => tdur)),
    over: tasks.filter(({ tdur = 0 }) => tdur > 50_000).length,
    count: tasks.length,
  }
}
