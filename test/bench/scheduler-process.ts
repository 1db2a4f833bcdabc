import { noOrigin, systemCaller } from '../../src/context.ts'
import { createDb, createPool } from '../../src/db/database.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import { startDueBackups } from '../../src/protections/start-due-backups.ts'
import { allTasks } from '../../src/tasks.ts'
import { testServices } from '../helpers/jobs.ts'

// A worker that starts what is due when its parent says so; the parent may kill it at any moment.
const connection = { connectionString: process.argv[2] ?? '' }
const log = createLog('error')
const limits = { max: 4, statement_timeout_ms: 60_000, application_name: 'backstay bench', onError: () => undefined }
const pool = createPool(connection, limits)
const db = createDb(pool)
const queue = await startJobs({ connection, log, clock: systemClock, tasks: allTasks, role: 'enqueue_only' })
const ctx = { ...testServices(db, queue.jobs, log), caller: systemCaller, origin: noOrigin }
process.on('message', async () => {
  const { started } = await startDueBackups(ctx)
  process.send?.({ started })
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
