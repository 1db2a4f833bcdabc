import { dayMs, hourMs, minuteMs, toIso } from '../../lib/clock.ts'
import type { World } from '../kit/cloud.ts'
import { days, typeOf } from './catalogue.ts'
import { type BackupRow, backupsOf, type LinodeRow, tablesOf, withoutBackups } from './rows.ts'

/** When the next automatic backup is due, so that not every request goes through all servers. */
const dueAt = new WeakMap<World, number>()

/** To be called where a server gets a next backup or a schedule to come. */
export const expectBackup = (world: World, atMs: number | null): void => {
  if (atMs === null) return
  dueAt.set(world, Math.min(dueAt.get(world) ?? 0, atMs))
  world.wakeAt(atMs)
}

/** Some minutes into the first window after the given time, each server at its own minute: every day. Null for an open window. */
export const nextBackupMs = (row: Pick<LinodeRow, 'id' | 'schedule'>, afterMs: number): number | null => {
  const hour = /^W(\d+)$/.exec(row.schedule?.window ?? '')?.[1]
  if (hour === undefined || Number(hour) % 2 !== 0) return null
  const minutes = (5 + (row.id % 100)) * minuteMs
  const today = Math.floor(afterMs / dayMs) * dayMs + Number(hour) * hourMs + minutes
  return today > afterMs ? today : today + dayMs
}

/** Backups appear in their windows and go when newer ones take their place; open schedules are chosen. */
export const makeBackups = (world: World): void => {
  const { linodes } = tablesOf(world.store)
  const nowMs = world.clock.nowMs()
  let next = dueAt.get(world) ?? 0
  if (next <= nowMs) {
    next = Number.POSITIVE_INFINITY
    for (const row of [...linodes.all()]) {
      const changed = bringUpToDate(world, chosen(row, nowMs))
      if (changed !== row) linodes.put(row.id, changed)
      next = Math.min(next, changed.next_backup_ms ?? next, changed.choose_at_ms ?? next)
    }
    dueAt.set(world, next)
  }
  world.wakeAt(next)
}

/** "A day will be chosen for you." */
const chosen = (row: LinodeRow, nowMs: number): LinodeRow => {
  if (row.choose_at_ms === null || row.choose_at_ms > nowMs || row.schedule === null) return row
  const { day, window } = row.schedule
  const schedule = {
    day: day === 'Scheduling' ? 'Saturday' : day,
    window: window === 'Scheduling' ? `W${(row.id % 12) * 2}` : window,
  }
  const changed = { ...row, schedule, choose_at_ms: null }
  return { ...changed, next_backup_ms: nextBackupMs(changed, row.choose_at_ms) }
}

type Auto = Pick<BackupRow, 'created' | 'weekly'>

/** All that were due by now are taken, and of those what the service keeps is there. */
export const bringUpToDate = (world: World, row: LinodeRow): LinodeRow => {
  const nowMs = world.clock.nowMs()
  if (row.next_backup_ms === null || row.next_backup_ms > nowMs) return row
  const taken: Auto[] = []
  let at: number | null = row.next_backup_ms
  for (; at !== null && at <= nowMs; at = nextBackupMs(row, at))
    taken.push({ created: toIso(at), weekly: days[new Date(at).getUTCDay()] === row.schedule?.day })
  const before = backupsOf(world.store, row).filter(({ type }) => type === 'auto')
  const kept = keptOf([...before, ...taken], nowMs)
  const gone = before.filter((backup) => !kept.includes(backup))
  const added = taken.filter((backup) => kept.includes(backup)).map((backup) => addBackup(world, row, backup))
  const left = withoutBackups(world.store, row, gone)
  return { ...left, backup_ids: [...left.backup_ids, ...added], next_backup_ms: at }
}

/** Up to three: the newest, and the two newest of the chosen weekday, none older than 14 days. */
const keptOf = (autos: readonly Auto[], nowMs: number): readonly Auto[] => {
  const newestFirst = [...autos].sort((a, b) => b.created.localeCompare(a.created))
  const [newest] = newestFirst
  const weekly = newestFirst.filter((auto) => auto !== newest && auto.weekly).slice(0, 2)
  return newestFirst
    .filter((auto) => auto === newest || weekly.includes(auto))
    .filter(({ created }) => nowMs - Date.parse(created) <= 14 * dayMs)
}

const addBackup = (world: World, row: LinodeRow, { created, weekly }: Auto): number => {
  const tables = tablesOf(world.store)
  const id = tables.nextId('backup')
  const finished = toIso(Date.parse(created) + 4 * minuteMs)
  const disk = typeOf(row.type)?.disk ?? 25_600
  const fixed = { type: 'auto', label: null, status: 'successful' } as const
  tables.backups.put(id, { ...fixed, id, linode_id: row.id, region: row.region, created, finished, weekly, disk })
  return id
}

/** Ends the service: everything goes, the manual snapshot, too. */
export const cancelBackups = (world: World, row: LinodeRow): LinodeRow => ({
  ...withoutBackups(world.store, row, backupsOf(world.store, row)),
  enabled: false,
  schedule: null,
  choose_at_ms: null,
  next_backup_ms: null,
})

/** Begins it; what is not chosen yet will be soon. */
export const enableBackups = (
  world: World,
  row: LinodeRow,
  { day = 'Scheduling', window = 'Scheduling' } = {},
): LinodeRow => {
  const nowMs = world.clock.nowMs()
  const isOpen = day === 'Scheduling' || window === 'Scheduling'
  const changed = {
    ...row,
    enabled: true,
    schedule: { day, window },
    choose_at_ms: isOpen ? nowMs + world.settings.action_ms : null,
  }
  const next_backup_ms = nextBackupMs(changed, nowMs)
  expectBackup(world, next_backup_ms)
  expectBackup(world, changed.choose_at_ms)
  return { ...changed, next_backup_ms }
}
