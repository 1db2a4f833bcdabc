import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { badRequest, field, linodeBusy, notFound, ok, paged } from './answers.ts'
import { days, windows } from './catalogue.ts'
import { createLinode } from './create-linode.ts'
import { cancelBackups, expectBackup, nextBackupMs } from './make-backups.ts'
import { backupsOf, type LinodeRow, tablesOf } from './rows.ts'
import { linodeView } from './views.ts'

export const withLinode =
  (handle: (request: SandboxRequest, world: World, linode: LinodeRow) => Answer) =>
  (request: SandboxRequest, world: World): Answer => {
    const linode = tablesOf(world.store).linodes.get(request.params.linode_id ?? '')
    return linode === undefined ? notFound() : handle(request, world, linode)
  }

export const isBusy = ({ fault }: SandboxRequest, row: LinodeRow): boolean =>
  row.busy_with !== null || fault?.kind === 'locked'

/** Servers: all, one, new, changed, gone. */
export const linodeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v4/linode/instances',
    operation: 'get-linode-instances',
    handle: (request, world) => paged(request, [...tablesOf(world.store).linodes.all()], (row) => shown(world, row)),
  },
  { method: 'POST', path: '/v4/linode/instances', operation: 'post-linode-instance', handle: createLinode },
  {
    method: 'GET',
    path: '/v4/linode/instances/:linode_id',
    operation: 'get-linode-instance',
    handle: withLinode((_request, world, row) => ok(shown(world, row))),
  },
  {
    method: 'PUT',
    path: '/v4/linode/instances/:linode_id',
    operation: 'put-linode-instance',
    handle: withLinode(update),
  },
  {
    method: 'DELETE',
    path: '/v4/linode/instances/:linode_id',
    operation: 'delete-linode-instance',
    handle: withLinode((request, world, row) => {
      // "Linodes that are in the process of cloning or backup restoration cannot be deleted."
      if (row.status === 'restoring' || request.fault?.kind === 'locked') return linodeBusy()
      removeLinode(world, row)
      world.recordEffect('server_deleted', String(row.id), row.label)
      return ok({})
    }),
  },
]

/** The newest automatic backup; whether a snapshot counts as well is documented nowhere. */
const shown = (world: World, row: LinodeRow) =>
  linodeView(
    row,
    backupsOf(world.store, row).findLast(({ type }) => type === 'auto'),
  )

/** Only a schedule and a label can be changed here. */
function update({ body }: SandboxRequest, world: World, row: LinodeRow): Answer {
  const label = field(body, 'label')
  const wanted = field(field(body, 'backups'), 'schedule')
  const [day, window] = [field(wanted, 'day') ?? row.schedule?.day, field(wanted, 'window') ?? row.schedule?.window]
  if (wanted !== undefined && !row.enabled) return badRequest('Backups are not enabled on this Linode', 'backups')
  const isKnown = (value: unknown, known: readonly string[]) =>
    value === 'Scheduling' || known.some((one) => one === value)
  if (wanted !== undefined && !isKnown(day, days)) return badRequest('day is not valid', 'backups.schedule.day')
  if (wanted !== undefined && !isKnown(window, windows))
    return badRequest('window is not valid', 'backups.schedule.window')
  const named: LinodeRow = { ...row, label: typeof label === 'string' ? label : row.label, updated: world.clock.now() }
  const changed = wanted === undefined ? named : withSchedule(world, named, String(day), String(window))
  tablesOf(world.store).linodes.put(row.id, changed)
  if (wanted !== undefined) world.recordEffect('backup_schedule_changed', String(row.id), `${day} ${window}`)
  return ok(shown(world, changed))
}

const withSchedule = (world: World, row: LinodeRow, day: string, window: string): LinodeRow => {
  const isOpen = day === 'Scheduling' || window === 'Scheduling'
  const changed = { ...row, schedule: { day, window }, choose_at_ms: isOpen ? row.choose_at_ms : null }
  const next_backup_ms = nextBackupMs(changed, world.clock.nowMs())
  expectBackup(world, next_backup_ms)
  return { ...changed, next_backup_ms }
}

/** Its backups go with it. */
export const removeLinode = (world: World, row: LinodeRow): void => {
  cancelBackups(world, row)
  tablesOf(world.store).linodes.delete(row.id)
}
