import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { badRequest, field, ok } from './answers.ts'
import { images, type LinodeType, regions, typeOf } from './catalogue.ts'
import { beginJob } from './events.ts'
import { enableBackups } from './make-backups.ts'
import { type BackupRow, type LinodeRow, tablesOf } from './rows.ts'
import { linodeView } from './views.ts'

const labelPattern = /^[a-zA-Z]((?!--|__|\.\.)[a-zA-Z0-9-_.])+$/

/** The server is there at once, `provisioning`, until its job ends. */
export const createLinode = (request: SandboxRequest, world: World): Answer => {
  const { body } = request
  const type = typeOf(String(field(body, 'type')))
  const region = regions.find(({ id }) => id === field(body, 'region'))?.id
  if (type === undefined) return badRequest('A valid plan type by that ID was not found', 'type')
  if (region === undefined) return badRequest('region is not valid', 'region')
  const tables = tablesOf(world.store)
  const label = String(field(body, 'label') ?? `linode${tables.linodes.size + 1}`)
  if (label.length < 3 || label.length > 64 || !labelPattern.test(label))
    return badRequest('Label must be 3 to 64 letters, digits, dashes, dots or underscores', 'label')
  const source = sourceOf(world, body, region, type)
  if ('problem' in source) return badRequest(source.problem, source.field)
  const row = addLinode(world, { label, region, type: type.id, image: source.image })
  const wantsBackups = field(body, 'backups_enabled') === true || tables.account().backups_enabled
  const created = begin(request, world, wantsBackups ? enableBackups(world, row) : row, source.backup)
  tables.linodes.put(created.id, created)
  if (wantsBackups) world.recordEffect('backups_enabled', String(row.id), label)
  if (request.fault?.kind !== 'action_errors')
    world.recordEffect(source.backup === null ? 'server_created' : 'restored_to_new', String(row.id), label)
  return ok(linodeView(created, undefined))
}

/** One made from a backup is created first and then restored to. */
const begin = ({ fault }: SandboxRequest, world: World, row: LinodeRow, backup: BackupRow | null): LinodeRow => {
  if (backup === null) return beginJob(world, row, { action: 'linode_create', fault })
  const made = beginJob(world, row, { action: 'linode_create', share: 0.5 })
  return beginJob(world, made, { action: 'backups_restore', backup_id: backup.id, fault })
}

type Source =
  | { readonly image: string | null; readonly backup: BackupRow | null }
  | { readonly problem: string; readonly field: string }

/** From an image, with a password for root; or from a backup in the same region that fits. */
const sourceOf = (world: World, body: unknown, region: string, type: LinodeType): Source => {
  const [image, backupId] = [field(body, 'image'), field(body, 'backup_id')]
  if (backupId === undefined) {
    if (!images.some((id) => id === image)) return { problem: 'image is not valid', field: 'image' }
    const password = field(body, 'root_pass')
    return typeof password === 'string' && password.length >= 7
      ? { image: String(image), backup: null }
      : { problem: 'root_pass is required', field: 'root_pass' }
  }
  const backup = tablesOf(world.store).backups.get(String(backupId))
  if (backup === undefined || backup.status !== 'successful')
    return { problem: 'Backup is not available', field: 'backup_id' }
  if (backup.region !== region) return { problem: 'Backups may not be restored across regions', field: 'region' }
  return backup.disk > type.disk
    ? { problem: 'Insufficient space for this backup', field: 'type' }
    : { image: null, backup }
}

export const addLinode = (
  world: World,
  input: Pick<LinodeRow, 'label' | 'region' | 'type' | 'image'> & Partial<LinodeRow>,
): LinodeRow => {
  const tables = tablesOf(world.store)
  const now = world.clock.now()
  const row: LinodeRow = {
    id: tables.nextId('linode'),
    status: 'provisioning',
    created: now,
    updated: now,
    enabled: false,
    schedule: null,
    choose_at_ms: null,
    next_backup_ms: null,
    backup_ids: [],
    busy_with: null,
    ...input,
  }
  tables.linodes.put(row.id, row)
  return row
}
