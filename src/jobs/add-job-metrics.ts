import { Counter, Gauge, type Registry } from 'prom-client'
import { jobEnds } from './job-metrics.ts'
import type { JobsRunning } from './start-jobs.ts'

/** Shows what this process did with jobs at `/metrics`. Figures are read when they are asked for. */
export const addJobMetrics = (registry: Registry, queue: Pick<JobsRunning, 'metrics'>): void => {
  const registers = [registry]
  new Gauge({
    name: 'backstay_jobs_running',
    help: 'Jobs that this process runs now, by task.',
    labelNames: ['task'] as const,
    registers,
    collect() {
      for (const [task, metrics] of Object.entries(queue.metrics())) this.set({ task }, metrics.running)
    },
  })
  new Counter({
    name: 'backstay_jobs_ended_total',
    help: 'Attempts that ended in this process since its start, by task and end.',
    labelNames: ['task', 'end'] as const,
    registers,
    collect() {
      this.reset()
      for (const [task, metrics] of Object.entries(queue.metrics()))
        for (const end of jobEnds) this.inc({ task, end }, metrics[end])
    },
  })
  new Counter({
    name: 'backstay_jobs_seconds_total',
    help: 'Time that attempts took in this process since its start, by task.',
    labelNames: ['task'] as const,
    registers,
    collect() {
      this.reset()
      for (const [task, metrics] of Object.entries(queue.metrics())) this.inc({ task }, metrics.seconds_total)
    },
  })
}
