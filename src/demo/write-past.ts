import { type Context, inTransaction } from '../context.ts'
import { dayMs, isoPlusMs, minuteMs } from '../lib/clock.ts'
import { jitterMinutes } from '../protections/next-backup.ts'
import { jitterDelay } from '../protections/schedule/jitter-delay.ts'
import { readHistories } from '../recovery-points/history/read-histories.ts'
import { recordHistoryRead } from '../servers/record-history-read.ts'
import { NativeScheduleShape } from '../servers/schema.ts'
import { applyRetentionTask } from '../tasks.ts'
import { addDrills } from './add-drills.ts'
import { addSnapshots, type Told } from './add-snapshots.ts'
import { accountIdsOf, type DemoWork, requireWanted, subscriptionKey } from './demo-work.ts'
import { type Known, pastNativesOf } from './past-of.ts'
import {
  type Began,
  dateBackOrganization,
  dateBackProtections,
  dateBackSubscription,
  forgetUsageOfDemoAlone,
  hasPast,
  insertPast,
  insertProtectedDaysOfDemoAlone,
  listImages,
  type PastRows,
} from './past-queries.ts'
import { type DemoServer, findProtection, listParts, listServersAcrossOrganizations } from './queries.ts'
import { customers, daysOn, machines } from './story.ts'
import type { DemoMachine } from './story-machines.ts'
import { syncAccount } from './sync-account.ts'

/** How long after it was taken an image is read from its provider. */
const readAfterMs = 25 * minuteMs
/** As far back as storage and cost are told. */
const pastDays = 90

/**
 * Gives the demo a past: the images that came and went before, the nights on which none came, drills, and since when customers are
 * customers. All of it is in one transaction and is told the same way each time, so that a crash leaves none or all of it.
 */
export const writePast = async (work: DemoWork): Promise<void> => {
  const { ctx } = work
  const accountIds = [...(await accountIdsOf(ctx)).values()]
  const servers = await listServersAcrossOrganizations(ctx.db, accountIds)
  await readImages(work, accountIds, servers)
  await inTransaction(ctx, async (ctx) => {
    await requireWanted(ctx)
    if (await hasPast(ctx.db, accountIds)) return
    const rows: PastRows = { runs: [], log: [], orders: [], points: [], drills: [] }
    const began: Began[] = []
    for (const [index, machine] of machines().entries()) {
      const server = servers.find((one) => one.provider === machine.provider && one.name === machine.name)
      if (server === undefined || machine.story === undefined || daysOn(machine) === 0) continue
      const since = isoPlusMs(ctx.clock.now(), -daysOn(machine) * dayMs)
      if (await addServer({ ...work, ctx }, rows, { index, machine, server, since }))
        began.push({ server_id: server.id, since })
    }
    await insertPast(ctx.db, rows)
    await dateBackProtections(ctx.db, began, `${readAfterMs} milliseconds`)
    await dateBackCustomers(ctx)
  })
}

/** Now, rather than when the workers come to it. */
const readImages = async (work: DemoWork, accountIds: readonly string[], servers: readonly DemoServer[]) => {
  const { ctx } = work
  // Listings of servers tell which images to look for.
  for (const id of accountIds) await syncAccount(work, id)
  const now = ctx.clock.now()
  const server_ids = servers.map(({ id }) => id)
  await recordHistoryRead(ctx, { server_ids, began_at: now, due_at: now })
  for (const provider_account_id of accountIds) await readHistories(ctx, { provider_account_id })
}

type Server = { index: number; machine: DemoMachine; server: DemoServer; since: string }

/** Resolves with whether its backups are on. */
const addServer = async (
  work: DemoWork,
  rows: PastRows,
  { index, machine, server, since }: Server,
): Promise<boolean> => {
  const { ctx } = work
  const protection = await findProtection(ctx.db, server.id, machine.method ?? 'native')
  if (protection === undefined) return false
  const { every, weekday } = NativeScheduleShape.partial().parse(protection.schedule ?? {})
  const natives = await listImages(ctx.db, server.id, 'native')
  const known: Known = {
    now: ctx.clock.now(),
    machine,
    since,
    every: every ?? 'day',
    // Linode keeps those of one weekday longer: the two older ones that are there are of it.
    weekday: weekday === undefined ? weekdayOf(natives.at(-1)?.taken_at) : weekdays.indexOf(weekday),
    natives,
  }
  if (machine.method === undefined) addNatives(ctx, rows, { server, known })
  else {
    const [newest] = await listImages(ctx.db, server.id, 'snapshot')
    if (newest?.size_bytes == null) return true
    const minute = jitterDelay({ jitter_key: server.id, jitter_minutes: jitterMinutes }) / minuteMs
    const told: Told = { index, server, known, protection_id: protection.id, size_bytes: newest.size_bytes, minute }
    addSnapshots(work, rows, told)
    addDrills(ctx, rows, told)
    // What it said so far was of one snapshot alone.
    await ctx.jobs.enqueue(ctx.db, applyRetentionTask, { protection_id: protection.id })
  }
  return true
}

const weekdays: readonly string[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const weekdayOf = (iso: string | undefined): number | null => (iso === undefined ? null : new Date(iso).getUTCDay())

const addNatives = (ctx: Context, rows: PastRows, { server, known }: { server: DemoServer; known: Known }): void => {
  for (const [index, { taken_at, went_at, size_bytes }] of pastNativesOf(known).entries()) {
    const created_at = isoPlusMs(taken_at, readAfterMs)
    rows.points.push({
      id: ctx.ids.make('rcp'),
      server_id: server.id,
      method: 'native',
      ref: `earlier-${index + 1}`,
      source: 'image',
      taken_at,
      state: 'forgotten',
      outcome: 'succeeded',
      size_bytes,
      facts: '{}',
      sample: '[]',
      forgotten_at: went_at,
      expires_at: went_at,
      provider_expires_at: went_at,
      created_at,
      updated_at: went_at ?? created_at,
    })
  }
}

const dateBackCustomers = async (ctx: Context): Promise<void> => {
  const parts = new Map((await listParts(ctx.db)).map(({ key, id }) => [key, id]))
  const ago = (days: number) => isoPlusMs(ctx.clock.now(), -days * dayMs)
  for (const { key, since_days, granted } of customers) {
    const organization = parts.get(`organization ${key}`)
    if (organization !== undefined) await dateBackOrganization(ctx.db, organization, ago(since_days))
    for (const [index, { since_days }] of granted.entries()) {
      const subscription = parts.get(subscriptionKey(key, index))
      if (subscription !== undefined) await dateBackSubscription(ctx.db, subscription, ago(since_days))
    }
  }
  const organizationIds = customers.flatMap(({ key }) => parts.get(`organization ${key}`) ?? [])
  await forgetUsageOfDemoAlone(ctx.db, organizationIds)
  await insertProtectedDaysOfDemoAlone(ctx.db, organizationIds, { now: ctx.clock.now(), days: pastDays })
}
