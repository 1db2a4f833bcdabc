import { type NewOrders, sendCommands } from '../agents/send-commands.ts'
import { type Context, inTransaction } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { startRuns } from '../runs/start-runs.ts'
import { backupOrders } from './backup-orders.ts'
import { createNextBackups, type NextBackups } from './next-backups.ts'
import { type DueProtection, lockDueAcrossOrganizations, updateNextRuns } from './queries.ts'

const batch = 2_500
/** A backup that nobody takes up within this time, or before the next one is due, is a missed one. */
const waitAtMostMs = dayMs

/**
 * Starts the backups that are due, each once however many workers look at the same moment: a worker holds the rows it takes, the
 * others pass over them. Times that were missed become one backup, and one that is still under way lets the new one pass.
 */
export const startDueBackups = async (ctx: Context): Promise<{ started: number }> => {
  const next = createNextBackups(ctx.clock.now())
  const orders = createOrders()
  let started = 0
  // From where it left off: an index still holds the rows that were moved on, and passing over them takes ever longer.
  let from: string | null = null
  for (;;) {
    const taken: Taken = await startBatch(ctx, { next, orders, from })
    started += taken.started
    // Those that another worker held and then let go lie behind.
    if (taken.looked < batch && from === null) return { started }
    from = taken.looked < batch ? null : taken.last
  }
}

type Taken = { looked: number; started: number; last: string | null }

const startBatch = (
  ctx: Context,
  { next, orders, from }: { next: NextBackups; orders: ReturnType<typeof createOrders>; from: string | null },
): Promise<Taken> =>
  inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now()
    const due = await lockDueAcrossOrganizations(ctx.db, { now, from, limit: batch })
    const planned = due.map((protection) => ({ protection, next_run_at: next(protection, now) }))
    await updateNextRuns(
      ctx.db,
      planned.map(({ protection, next_run_at }) => ({ id: protection.id, next_run_at })),
    )
    const starting = planned.filter(({ protection }) => mayStart(protection))
    const runs = await startRuns(ctx, {
      kind: 'backup',
      servers: starting.map(({ protection: { organization_id, server_id, server_name } }) => ({
        id: server_id,
        name: server_name,
        organization_id,
      })),
    })
    const latest = isoPlusMs(now, waitAtMostMs)
    await sendCommands(
      ctx,
      starting.map(({ protection, next_run_at }, index) => ({
        run_id: runs[index] ?? '',
        server: { id: protection.server_id, organization_id: protection.organization_id },
        repository_id: protection.repository_id,
        orders: orders(protection.settings),
        expires_at: earlier(next_run_at, latest),
      })),
    )
    return { looked: due.length, started: starting.length, last: due.at(-1)?.next_run_at ?? null }
  })

/** Most protections have the same settings: what they tell agents is worked out once, and is one object. */
const createOrders = () => {
  const made = new Map<string, NewOrders>()
  return (settings: DueProtection['settings']): NewOrders => {
    const key = JSON.stringify(settings)
    const orders = made.get(key) ?? backupOrders(settings)
    made.set(key, orders)
    return orders
  }
}

/** Without an agent there is nobody to do it: its enrolment starts the first one. */
const mayStart = (protection: DueProtection): boolean =>
  protection.phase !== 'paused' && protection.has_agent && !protection.has_open_backup

const earlier = (a: string, b: string): string => (a < b ? a : b)
