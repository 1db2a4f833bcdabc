import { z } from 'zod'
import type { Link } from './link.ts'
import { failedQueue } from './queue-options.ts'

export type JobsHealth = {
  /** Waiting, those for a later time included. */
  queued: number
  running: number
  /** Failed for good within the last 24 hours. */
  failed_24h: number
  /** How long the job that waits longest could have run already; 0 when none waits. */
  oldest_waiting_seconds: number
}

const row = z.object({
  queued: z.coerce.number(),
  running: z.coerce.number(),
  failed_24h: z.coerce.number(),
  oldest_waiting_seconds: z.coerce.number(),
})

/**
 * Both parts read an index and nothing else: the one that keeps keys unique holds just queued and running jobs, and
 * ended jobs are many.
 */
const sql = `
  select
    count(*) filter (where state < 'active') as queued,
    count(*) filter (where state = 'active') as running,
    coalesce(extract(epoch from now() - min(start_after) filter (where state < 'active' and start_after < now())), 0)
      as oldest_waiting_seconds,
    (select count(*) from pgboss.job where name = $1 and created_on > now() - interval '24 hours') as failed_24h
  from pgboss.job
  where state <= 'active' and policy = 'exclusive'`

/** The queue's figures, over all processes. Rejects while the database is away. */
export const readHealth = async (link: Link): Promise<JobsHealth> => {
  const { rows } = await link.query(sql, [failedQueue])
  return row.parse(rows[0])
}
