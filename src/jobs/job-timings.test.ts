import { expect, test } from 'vitest'
import { z } from 'zod'
import { allTasks, defineTask } from '../tasks.ts'
import { jobTimings, secondsUntilBack, secondsUntilGivenUp } from './job-timings.ts'

test("a killed worker's job runs again within a minute, if it was its first attempt", () => {
  for (const task of [...allTasks, defineTask('test.defaults', { input: z.object({}) })]) {
    // pg-boss waits once to twice the first wait, then a worker has to look.
    const again = secondsUntilBack(jobTimings) + 2 * task.backoff.first_seconds + jobTimings.poll_seconds
    expect(again, task.name).toBeLessThanOrEqual(60)
  }
})

test('a worker says twice in vain that it lives, and is still not taken for dead', () => {
  expect(jobTimings.heartbeat_seconds).toBeGreaterThanOrEqual(3 * jobTimings.heartbeat_refresh_seconds)
})

test('a worker cut off from the database gives its jobs up before another can have them, but not at every hiccup', () => {
  const { heartbeat_seconds, heartbeat_refresh_seconds } = jobTimings
  expect(secondsUntilGivenUp(jobTimings) + heartbeat_refresh_seconds).toBeLessThan(heartbeat_seconds)
  expect(secondsUntilGivenUp(jobTimings)).toBeGreaterThan(2 * heartbeat_refresh_seconds)
})
