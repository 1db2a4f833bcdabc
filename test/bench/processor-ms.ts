import { readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../src/db/tables.gen.ts'

const msPerTick = 10

/** What this process and the database's have used of the processors so far: unlike a clock, other work on the machine hardly moves it. Null off Linux. */
export const processorMs = async (db: Kysely<Database>): Promise<number | null> => {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and backend_type in ('client backend', 'parallel worker')`.execute(
    db,
  )
  try {
    const ticks = await Promise.all(rows.map(({ pid }) => ticksOf(pid)))
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000 + ticks.reduce((sum, n) => sum + n, 0) * msPerTick
  } catch {
    return null
  }
}

const ticksOf = async (pid: number): Promise<number> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const [, , , , , , , , , , , utime, stime] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return Number(utime) + Number(stime)
}
