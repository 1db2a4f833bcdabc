import { isDeepStrictEqual } from 'node:util'
import type { PgBoss, Schedule, ScheduleOptions } from 'pg-boss'
import type { CronEntry } from './cron.ts'

/** Makes the stored schedules equal to the list: adds, changes, removes. Any number of processes may do it at once. */
export const syncCron = async (boss: PgBoss, entries: readonly CronEntry[]): Promise<void> => {
  const stored = new Map((await boss.getSchedules()).map((row) => [idOf(row.name, row.key), row]))
  for (const entry of entries) {
    const id = idOf(entry.task.name, entry.name)
    const row = stored.get(id)
    stored.delete(id)
    if (row === undefined || changed(row, entry)) {
      await boss.schedule(entry.task.name, entry.cron, entry.input, optionsOf(entry))
    }
  }
  for (const row of stored.values()) await boss.unschedule(row.name, row.key)
}

const idOf = (task: string, name: string) => `${task} ${name}`

const optionsOf = (entry: CronEntry): ScheduleOptions => ({
  tz: entry.time_zone,
  key: entry.name,
  missed: 'once',
  singletonKey: entry.job_key,
})

const changed = (row: Schedule, entry: CronEntry): boolean =>
  row.cron !== entry.cron ||
  row.timezone !== entry.time_zone ||
  !isDeepStrictEqual(row.data, entry.input) ||
  !isDeepStrictEqual(row.options, optionsOf(entry))
