import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { beginAction } from './actions.ts'
import { field, invalid, refusal } from './answers.ts'
import { locationOf, locations, type ServerType, systemImages, typeOf } from './catalogue.ts'
import { type ImageRow, type ServerRow, tablesOf } from './rows.ts'
import { actionView, serverView } from './views.ts'

const namePattern = /^(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/

export type Source = { readonly name: string; readonly image: ImageRow | null }

/** 201: the server is there at once, locked and `initializing`, until its action ends; another action starts it then. */
export const createServer = (request: SandboxRequest, world: World): Answer => {
  const { body, fault } = request
  const tables = tablesOf(world.store)
  const [name, type] = [field(body, 'name'), typeOf(field(body, 'server_type'))]
  const location = field(body, 'location') === undefined ? locations[0] : locationOf(field(body, 'location'))
  if (typeof name !== 'string' || !namePattern.test(name)) return invalid("invalid input in field 'name'")
  if (type === undefined) return invalid("invalid input in field 'server_type'")
  if (location === undefined) return invalid("invalid input in field 'location'")
  const source = sourceOf(world, field(body, 'image'), type)
  if (source === null) return invalid("invalid input in field 'image'")
  if ([...tables.servers.all()].some((server) => server.name === name))
    return refusal(409, 'uniqueness_error', 'server name is already used')
  const row = addServer(world, { name, location: location.name, server_type: type.name, image_name: source.name })
  const action = beginAction(world, { command: 'create_server', server_id: row.id, fault })
  const start = beginAction(world, { command: 'start_server', server_id: row.id, fault })
  if (fault?.kind !== 'action_errors')
    world.recordEffect(source.image === null ? 'server_created' : 'restored_to_new', String(row.id), name)
  const nowMs = world.clock.nowMs()
  return {
    status: 201,
    body: {
      server: serverView({ ...row, locked_by: action.id }),
      action: actionView(action, nowMs),
      next_actions: [actionView(start, nowMs)],
      root_password: rootPassword(world, body),
    },
  }
}

/** Where no SSH keys are given, a new password is made and told once. */
export const rootPassword = (world: World, body: unknown): string | null => {
  const keys = field(body, 'ssh_keys')
  return Array.isArray(keys) && keys.length > 0 ? null : world.random.uuid().replaceAll('-', '').slice(0, 20)
}

/** One of Hetzner's own images by name or number, or one of the project's by number, on a disk that is large enough. */
export const sourceOf = (world: World, image: unknown, type: ServerType): Source | null => {
  const wanted = String(image)
  const known = systemImages.find(({ name, id }) => name === wanted || String(id) === wanted)
  if (known !== undefined) return { name: known.name, image: null }
  const own = tablesOf(world.store).images.get(wanted)
  if (own === undefined || own.status !== 'available' || own.disk_size > type.disk) return null
  return { name: 'ubuntu-24.04', image: own }
}

export const addServer = (
  world: World,
  input: Pick<ServerRow, 'name' | 'location' | 'server_type' | 'image_name'> & Partial<ServerRow>,
): ServerRow => {
  const tables = tablesOf(world.store)
  const disk = typeOf(input.server_type)?.disk ?? 40
  const row: ServerRow = {
    id: tables.nextId('server'),
    status: 'initializing',
    created_at: world.clock.now(),
    backup_window: null,
    next_backup_ms: null,
    locked_by: null,
    backup_ids: [],
    used_gigabytes: Math.round(disk * (0.1 + 0.6 * world.random.fraction()) * 100) / 100,
    is_protected: false,
    ...input,
  }
  tables.servers.put(row.id, row)
  return row
}
