import type { Job, PgBoss } from 'pg-boss'

/**
 * Returns a running job to the queue at once, without charging the attempt. pg-boss has nothing for this: failing the job
 * would make it wait for its backoff. The attempt's number still rises when the job is taken again, so that nothing
 * this attempt does late can end the next one.
 */
export const putBack = async (boss: PgBoss, task: string, job: Pick<Job, 'id' | 'retryCount'>): Promise<void> => {
  await boss.getDb().executeSql(
    `update pgboss.job
     set state = 'retry', start_after = now(), retry_limit = retry_limit + 1, heartbeat_on = null
     where name = $1 and id = $2 and state = 'active' and retry_count = $3`,
    [task, job.id, job.retryCount],
  )
}
