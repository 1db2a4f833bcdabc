import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import type { Provider } from '../../../src/providers/provider.ts'

/** Thrown by everything that a process does after it was killed. */
export class Killed extends Error {}

/** The life of a process in this one: it can be told to end at its n-th step, before or after that step had its effect. */
export type Life = {
  endAfter(steps: number): void
  readonly isOver: boolean
  /** One step: of the database, or of a provider. Nothing is done any more once life is over. */
  step<T>(work: () => Promise<T>): Promise<T>
}

export const createLife = (): Life => {
  let left = Number.POSITIVE_INFINITY
  let isOver = false
  const pass = () => {
    left -= 1
    if (left <= 0) isOver = true
    if (isOver) throw new Killed('killed')
  }
  return {
    endAfter: (steps) => {
      left = steps
    },
    get isOver() {
      return isOver
    },
    step: async (work) => {
      pass()
      const result = await work()
      // The effect is there, and nobody is left to hear of it.
      pass()
      return result
    },
  }
}

/** A pool whose connections break off with the life, as Postgres sees it: what was not committed is rolled back. */
export const mortalPool = (pool: pg.Pool, life: Life): PostgresPool => ({
  connect: async () => {
    if (life.isOver) throw new Killed('killed')
    const client = await pool.connect()
    const mortal: Pick<PostgresPoolClient, 'release'> & { query: (...args: unknown[]) => Promise<unknown> } = {
      query: (...args) => {
        // One call of pg's with its arguments as they came.
        const query = () => (client.query as (...args: unknown[]) => Promise<unknown>)(...args)
        // Notifications are sent beside the work, so they are no step of it.
        const isNoStep = args[0] === 'rollback' || String(args[0]).includes('pg_notify')
        return isNoStep ? query() : life.step(query)
      },
      release: () => {
        if (life.isOver) void client.query('rollback').finally(() => client.release())
        else client.release()
      },
    }
    // Kysely calls `query` with a text and its parameters, and awaits it; cursors are not used.
    return mortal as unknown as PostgresPoolClient
  },
  end: async () => undefined,
  options: pool.options,
})

/** A provider whose calls die with the life; before they were sent, or after their effect. */
export const mortalProvider = (provider: Provider, life: Life): Provider =>
  new Proxy(provider, {
    get: (target, name) => {
      const part: unknown = Reflect.get(target, name)
      // What it remembers is asked of nobody.
      const asks = typeof part === 'function' && name !== 'rateLimit'
      return asks ? (...args: unknown[]) => life.step(() => part(...args)) : part
    },
  })
