import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { badRequest, field, linodeBusy, notFound, ok } from './answers.ts'
import { typeOf } from './catalogue.ts'
import { beginJob, notify } from './events.ts'
import { isBusy, withLinode } from './linode-routes.ts'
import { cancelBackups, enableBackups } from './make-backups.ts'
import { type BackupRow, backupsOf, type LinodeRow, tablesOf } from './rows.ts'
import { backupView } from './views.ts'

const backups = '/v4/linode/instances/:linode_id/backups'

/** The backup service of one server, its backups, and restores. Fixed paths stand before those with an id. */
export const backupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: backups,
    operation: 'get-backups',
    handle: withLinode((_request, world, row) => ok(listView(backupsOf(world.store, row)))),
  },
  { method: 'POST', path: backups, operation: 'post-snapshot', handle: withLinode(takeSnapshot) },
  { method: 'POST', path: `${backups}/enable`, operation: 'post-enable-backups', handle: withLinode(enable) },
  { method: 'POST', path: `${backups}/cancel`, operation: 'post-cancel-backups', handle: withLinode(cancel) },
  {
    method: 'GET',
    path: `${backups}/:backup_id`,
    operation: 'get-backup',
    handle: withLinode((request, world, row) => {
      const backup = backupIn(request, world, row)
      return backup === undefined ? notFound() : ok(backupView(backup))
    }),
  },
  {
    method: 'POST',
    path: `${backups}/:backup_id/restore`,
    operation: 'post-restore-backup',
    handle: withLinode(restore),
  },
]

const backupIn = ({ params }: SandboxRequest, world: World, row: LinodeRow): BackupRow | undefined => {
  const backup = tablesOf(world.store).backups.get(params.backup_id ?? '')
  return backup?.linode_id === row.id ? backup : undefined
}

const listView = (all: readonly BackupRow[]) => {
  const snapshot = (status: BackupRow['status']) => {
    const found = all.findLast((row) => row.type === 'snapshot' && row.status === status)
    return found === undefined ? null : backupView(found)
  }
  return {
    automatic: all.filter(({ type }) => type === 'auto').map(backupView),
    snapshot: { current: snapshot('successful'), in_progress: snapshot('pending') },
  }
}

const put = (world: World, row: LinodeRow): void => tablesOf(world.store).linodes.put(row.id, row)

function enable(request: SandboxRequest, world: World, row: LinodeRow): Answer {
  if (isBusy(request, row)) return linodeBusy()
  // What the real one says to a second time is documented nowhere; here it is refused.
  if (row.enabled) return badRequest('Backups are already enabled on this Linode')
  put(world, enableBackups(world, row))
  notify(world, row, 'backups_enable')
  world.recordEffect('backups_enabled', String(row.id), row.label)
  return ok({})
}

function cancel(request: SandboxRequest, world: World, row: LinodeRow): Answer {
  if (isBusy(request, row)) return linodeBusy()
  if (!row.enabled) return badRequest('Backups are not enabled on this Linode')
  put(world, cancelBackups(world, row))
  notify(world, row, 'backups_cancel')
  world.recordEffect('backups_disabled', String(row.id), row.label)
  return ok({})
}

function takeSnapshot(request: SandboxRequest, world: World, row: LinodeRow): Answer {
  const label = field(request.body, 'label')
  if (typeof label !== 'string' || label.length < 1 || label.length > 255)
    return badRequest('label must be 1-255 characters', 'label')
  if (!row.enabled) return badRequest('Backups are not enabled on this Linode')
  if (isBusy(request, row)) return linodeBusy()
  const tables = tablesOf(world.store)
  const snapshot: BackupRow = {
    id: tables.nextId('backup'),
    linode_id: row.id,
    region: row.region,
    type: 'snapshot',
    label,
    status: 'pending',
    created: world.clock.now(),
    finished: null,
    weekly: false,
    disk: typeOf(row.type)?.disk ?? 25_600,
  }
  tables.backups.put(snapshot.id, snapshot)
  const changed = { ...row, backup_ids: [...row.backup_ids, snapshot.id] }
  put(world, beginJob(world, changed, { action: 'linode_snapshot', backup_id: snapshot.id, fault: request.fault }))
  if (request.fault?.kind !== 'action_errors') world.recordEffect('snapshot_created', String(row.id), label)
  return ok(backupView(snapshot))
}

/** To the server named in the body; its event, and its being busy, are that server's. */
function restore(request: SandboxRequest, world: World, row: LinodeRow): Answer {
  const backup = backupIn(request, world, row)
  if (backup === undefined) return notFound()
  const target = tablesOf(world.store).linodes.get(String(field(request.body, 'linode_id')))
  if (target === undefined) return badRequest('linode_id is not valid', 'linode_id')
  if (isBusy(request, target)) return linodeBusy()
  if (backup.status !== 'successful') return badRequest('Backup is not available')
  if (backup.region !== target.region) return badRequest('Backups may not be restored across regions')
  // Every server here has one disk that takes all its room.
  if (field(request.body, 'overwrite') !== true) return badRequest('Insufficient space on this Linode')
  const event = { action: 'backups_restore', backup_id: backup.id, fault: request.fault }
  put(world, beginJob(world, { ...target, status: 'restoring' }, event))
  if (request.fault?.kind !== 'action_errors')
    world.recordEffect('restored_in_place', String(target.id), String(backup.id))
  return ok({})
}
