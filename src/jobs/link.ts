import { setTimeout as delay } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'
import { isConnectionError } from './is-connection-error.ts'

const retryEveryMs = 250

/** A process's link to the queue's database. */
export type Link = {
  /** Runs a statement once; rejects at once while the database is away. */
  readonly query: ReturnType<PgBoss['getDb']>['executeSql']
  /** How long ago the last statement that was answered was sent. */
  silentMs(): number
  /** From now on nothing is tried again. */
  close(): void
}

/**
 * Makes pg-boss try its statements again, for `patienceMs`, when the database is away, as it is for seconds at a restart.
 * By itself pg-boss would count jobs that ended well just then as failed. All its statements may run twice: what they
 * change is fenced by the job's state and attempt, or has a unique key.
 */
export const createLink = (boss: PgBoss, patienceMs: number, onLoss: (error: Error) => void): Link => {
  const db = boss.getDb()
  const send = db.executeSql.bind(db)
  let answeredMs = performance.now()
  let closed = false
  const query: Link['query'] = async (text, values) => {
    const sentMs = performance.now()
    const result = await send(text, values)
    answeredMs = Math.max(answeredMs, sentMs)
    return result
  }
  // pg-boss runs everything but LISTEN through this object, and there is no other place to catch a statement.
  db.executeSql = async (text, values) => {
    const endMs = performance.now() + patienceMs
    while (true) {
      try {
        return await query(text, values)
      } catch (error) {
        const lost = error instanceof Error && isConnectionError(error)
        if (!lost || closed || performance.now() > endMs) throw error
        onLoss(error)
        await delay(retryEveryMs)
      }
    }
  }
  return {
    query,
    silentMs: () => performance.now() - answeredMs,
    close: () => {
      closed = true
    },
  }
}
