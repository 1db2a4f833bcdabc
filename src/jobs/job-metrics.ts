export const jobEnds = ['completed', 'retried', 'failed', 'put_back', 'lost'] as const
/**
 * How an attempt ended: `retried` failed with attempts left, `failed` for good, `put_back` at shutdown or while the
 * database was away, `lost` to another worker because this one was not heard of in time.
 */
export type JobEnd = (typeof jobEnds)[number]

/** Of one task in this process since its start. */
export type TaskMetrics = { running: number; seconds_total: number } & Record<JobEnd, number>

export type JobMetrics = {
  started(task: string): void
  ended(task: string, end: JobEnd, seconds: number): void
  /** A copy, by task. */
  read(): Record<string, TaskMetrics>
}

export const createJobMetrics = (): JobMetrics => {
  const byTask = new Map<string, TaskMetrics>()
  const of = (task: string): TaskMetrics => {
    const metrics = byTask.get(task) ?? none()
    byTask.set(task, metrics)
    return metrics
  }
  return {
    started: (task) => {
      of(task).running += 1
    },
    ended: (task, end, seconds) => {
      const metrics = of(task)
      metrics.running -= 1
      metrics[end] += 1
      metrics.seconds_total += seconds
    },
    read: () => Object.fromEntries([...byTask].map(([task, metrics]) => [task, { ...metrics }])),
  }
}

const none = (): TaskMetrics => ({
  running: 0,
  seconds_total: 0,
  completed: 0,
  retried: 0,
  failed: 0,
  put_back: 0,
  lost: 0,
})
