import type { Clock } from '../lib/clock.ts'
import { type Log, redactText } from '../lib/log.ts'
import { isConnectionError } from './is-connection-error.ts'

/** How often the same trouble is logged again. */
const repeatAfterMs = 10 * 60_000
const probeEveryMs = 1_000

export type ErrorLog = {
  /** Takes what pg-boss reports as an error. */
  report(error: Error): void
  /** Takes what pg-boss warns of, such as a long backlog. */
  warn(message: string): void
  stop(): void
}

/**
 * Keeps the log readable while the database is away: then every worker fails at every poll, but the log says once that
 * the database is away and once that it is back. `probe` resolves when it is.
 */
export const createErrorLog = (log: Log, clock: Clock, probe: () => Promise<unknown>): ErrorLog => {
  const lastMs = new Map<string, number>()
  let awaySinceMs: number | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const oncePerWhile = (message: string, write: () => void) => {
    const nowMs = clock.nowMs()
    // The same trouble with another figure in it is the same trouble.
    const key = message.replace(/\d+/g, '#')
    if (nowMs - (lastMs.get(key) ?? -repeatAfterMs) < repeatAfterMs) return
    if (lastMs.size > 200) lastMs.clear()
    lastMs.set(key, nowMs)
    write()
  }
  const probeLater = () => {
    // The one that was under way when all this stopped has failed only now.
    if (stopped) return
    timer = setTimeout(() => {
      probe().then(back, probeLater)
    }, probeEveryMs)
    timer.unref()
  }
  const back = () => {
    if (awaySinceMs === null || stopped) return
    const seconds = Math.round((clock.nowMs() - awaySinceMs) / 1_000)
    awaySinceMs = null
    log.info({ seconds }, 'The queue reaches the database again; jobs go on.')
  }
  const away = (error: Error) => {
    if (awaySinceMs !== null) return
    awaySinceMs = clock.nowMs()
    log.warn(
      { failure: redactText(error.message) },
      'The queue lost the database. Jobs wait and go on by themselves when it is back; check that Postgres runs.',
    )
    probeLater()
  }
  return {
    report: (error) => {
      if (stopped) return
      if (isConnectionError(error)) away(error)
      else {
        const message = redactText(withoutWorker(error.message))
        oncePerWhile(message, () => log.error({ failure: message, stack: error.stack }, 'The queue met an error.'))
      }
    },
    warn: (message) => oncePerWhile(message, () => log.warn({}, message)),
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** pg-boss appends the worker's id, which differs each time. */
const withoutWorker = (message: string) => message.replace(/ \(Queue: [^)]*\)$/, '')
