import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { addJobMetrics } from './add-job-metrics.ts'
import { createJobMetrics } from './job-metrics.ts'

test('shows what runs and how attempts ended, by task, however often it is read', async () => {
  const metrics = createJobMetrics()
  const registry = new Registry()
  addJobMetrics(registry, { metrics: () => metrics.read() })
  for (const end of ['completed', 'completed', 'put_back'] as const) {
    metrics.started('a.task')
    metrics.ended('a.task', end, 1.5)
  }
  metrics.started('a.task')
  await registry.metrics()
  const text = await registry.metrics()
  expect(text).toContain('backstay_jobs_running{task="a.task"} 1')
  expect(text).toContain('backstay_jobs_ended_total{task="a.task",end="completed"} 2')
  expect(text).toContain('backstay_jobs_ended_total{task="a.task",end="put_back"} 1')
  expect(text).toContain('backstay_jobs_ended_total{task="a.task",end="failed"} 0')
  expect(text).toContain('backstay_jobs_seconds_total{task="a.task"} 4.5')
})
