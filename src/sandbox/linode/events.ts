import type { World } from '../kit/cloud.ts'
import type { Fault } from '../kit/fault.ts'
import { type BackupRow, backupsOf, type EventRow, type LinodeRow, tablesOf, withoutBackups } from './rows.ts'

/** Linode keeps events for 90 days. */
export const eventLifeMs = 90 * 86_400_000

type NewEvent = {
  readonly action: string
  readonly backup_id?: number
  readonly fault?: Fault | null
  /** How long it takes, in parts of the cloud's own time for a change. */
  readonly share?: number
}

const addEvent = (world: World, row: LinodeRow, event: Omit<EventRow, 'id' | 'linode_id' | 'label' | 'created'>) => {
  const tables = tablesOf(world.store)
  const id = tables.nextId('event')
  const added: EventRow = { ...event, id, linode_id: row.id, label: row.label, created: world.clock.now() }
  tables.events.put(id, added)
  return added
}

/** Something that was over at once. */
export const notify = (world: World, row: LinodeRow, action: string): void => {
  const nowMs = world.clock.nowMs()
  const fixed = { end: 'notification', fails: false, backup_id: null } as const
  addEvent(world, row, { ...fixed, action, started_ms: nowMs, ends_ms: nowMs })
}

/** Puts a job under way; the server is busy until it ends. */
export const beginJob = (
  world: World,
  row: LinodeRow,
  { action, backup_id, fault, share = 1 }: NewEvent,
): LinodeRow => {
  const nowMs = world.clock.nowMs()
  const ends_ms = fault?.kind === 'action_hangs' ? null : nowMs + world.settings.action_ms * share
  const fails = fault?.kind === 'action_errors'
  const fixed = { end: 'open', backup_id: backup_id ?? null } as const
  const event = addEvent(world, row, { ...fixed, action, started_ms: nowMs, ends_ms, fails })
  tablesOf(world.store).open.put(event.id, event.id)
  if (ends_ms !== null) world.wakeAt(ends_ms)
  return { ...row, busy_with: event.id }
}

/** Ends the jobs whose time has come. */
export const endJobs = (world: World): void => {
  const tables = tablesOf(world.store)
  for (const id of [...tables.open.all()]) {
    const event = tables.events.get(id)
    if (event === undefined || event.ends_ms === null) continue
    if (event.ends_ms > world.clock.nowMs()) world.wakeAt(event.ends_ms)
    else endJob(world, event)
  }
}

const endJob = (world: World, event: EventRow): void => {
  const tables = tablesOf(world.store)
  tables.open.delete(event.id)
  tables.events.put(event.id, { ...event, end: event.fails ? 'failed' : 'finished' })
  const row = tables.linodes.get(event.linode_id)
  if (row === undefined) return
  const changed = outcomes[event.action]?.(world, row, event) ?? row
  const isLast = row.busy_with === event.id
  tables.linodes.put(row.id, isLast ? { ...changed, busy_with: null, updated: world.clock.now() } : changed)
}

const outcomes: Readonly<Record<string, (world: World, row: LinodeRow, event: EventRow) => LinodeRow>> = {
  linode_create: (_world, row, { id, fails }) =>
    row.busy_with === id ? { ...row, status: fails ? 'offline' : 'running' } : row,
  /**
   * One made from a backup is booted by default, says the document. Of a restore in place nobody says so; its disks and
   * configurations are new, so here it is not.
   */
  backups_restore: (_world, row, { fails }) => ({
    ...row,
    status: row.status === 'provisioning' && !fails ? 'running' : 'offline',
  }),
  linode_snapshot: (world, row, { backup_id, fails }) => {
    const { backups } = tablesOf(world.store)
    const snapshot = backups.get(backup_id ?? 0)
    return snapshot === undefined ? row : endSnapshot(world, row, snapshot, fails)
  },
}

/** The one before goes when the new one is whole. */
const endSnapshot = (world: World, row: LinodeRow, snapshot: BackupRow, fails: boolean): LinodeRow => {
  const { backups } = tablesOf(world.store)
  const status = fails ? 'failed' : 'successful'
  backups.put(snapshot.id, { ...snapshot, status, finished: world.clock.now() })
  if (fails) return row
  const replaced = backupsOf(world.store, row).filter(({ id, type }) => type === 'snapshot' && id !== snapshot.id)
  for (const { label, status: ended } of replaced)
    if (ended === 'successful') world.recordEffect('snapshot_deleted', String(row.id), `${label ?? ''}, replaced`)
  return withoutBackups(world.store, row, replaced)
}
