import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Connection } from '../../src/db/database.ts'
import { defineTask } from '../../src/tasks.ts'
import type { LogLine } from './jobs.ts'
import { writeJournal } from './journal.ts'
import { until } from './until.ts'

const common = {
  input: z.object({ n: z.number() }),
  backoff: { first_seconds: 1, max_seconds: 2 },
  max_attempts: 50,
}

/** Writes a row, quickly. */
export const markTask = defineTask('test.mark', { ...common, concurrency: { workers: 2, batch: 4 } })
/** Runs until the gate, a file, is there, or until it is told to stop. */
export const holdTask = defineTask('test.hold', { ...common, concurrency: { workers: 3, batch: 1 } })

export const workerTasks = [markTask, holdTask]

export type JobWorkerSettings = {
  connection: Connection
  /** The file in which each handler writes that it started and ended. */
  journal: string
  gate: string
}

export type JobWorker = {
  readonly pid: number
  readonly lines: readonly LogLine[]
  running(): boolean
  /** Resolves when it is gone, with that written in the journal. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

const program = fileURLToPath(new URL('./job-worker.ts', import.meta.url))

/** Another process that works `workerTasks`. */
export const startJobWorker = async (settings: JobWorkerSettings): Promise<JobWorker> => {
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines: LogLine[] = []
  createInterface({ input: child.stdout }).on('line', (line) => void lines.push(JSON.parse(line)))
  const running = () => child.exitCode === null && child.signalCode === null
  await until(() => lines.some((line) => line.msg === 'ready') || !running())
  if (!running() || child.pid === undefined) throw new Error('The worker ended before it was ready.')
  const { pid } = child
  return {
    pid,
    lines,
    running,
    end: async (signal) => {
      if (!running()) return
      child.kill(signal)
      await exited
      writeJournal(settings.journal, { event: 'died', worker: pid })
    },
  }
}
