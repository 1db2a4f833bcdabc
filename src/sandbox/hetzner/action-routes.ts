import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import type { EffectKind } from '../kit/effect.ts'
import { beginAction, type NewAction } from './actions.ts'
import { field, invalid, isProtected, locked, notFound, ok, paged } from './answers.ts'
import { serverTypes, typeOf } from './catalogue.ts'
import { rootPassword, sourceOf } from './create-server.ts'
import { addImage } from './images.ts'
import { type ActionRow, type ServerRow, tablesOf } from './rows.ts'
import { actionView, imageView } from './views.ts'

type Start = (request: SandboxRequest, world: World, server: ServerRow) => Answer

/** A server that is there, and not busy. */
const action = (path: string, operation: string, start: Start): Route => ({
  method: 'POST',
  path: `/v1/servers/:id/actions/${path}`,
  operation,
  handle: (request, world) => {
    const server = tablesOf(world.store).servers.get(request.params.id ?? '')
    if (server === undefined) return notFound('server')
    if (server.locked_by !== null || request.fault?.kind === 'locked') return locked()
    return start(request, world, server)
  },
})

const started = (
  world: World,
  { effect, detail, ...wanted }: NewAction & { readonly effect: EffectKind | null; readonly detail?: string },
  more: Readonly<Record<string, unknown>> = {},
): Answer => {
  const row = beginAction(world, wanted)
  if (effect !== null && wanted.fault?.kind !== 'action_errors')
    world.recordEffect(effect, String(wanted.server_id), detail)
  return { status: 201, body: { action: actionView(row, world.clock.nowMs()), ...more } }
}

const plain =
  (command: string, effectOf: (server: ServerRow) => EffectKind | null): Start =>
  ({ fault }, world, server) =>
    started(world, { command, server_id: server.id, fault, effect: effectOf(server) })

const createImage: Start = ({ body, fault }, world, server) => {
  const type = field(body, 'type') ?? 'snapshot'
  if (type !== 'snapshot' && type !== 'backup') return invalid("invalid input in field 'type'")
  if (type === 'backup' && server.backup_window === null) return invalid('backups are not enabled for this server')
  const description = String(field(body, 'description') ?? `${server.name} ${world.clock.now()}`)
  const image = addImage(world, server, { type, status: 'creating', description, created_at: world.clock.now() })
  const effect = type === 'snapshot' ? ('snapshot_created' as const) : null
  return started(
    world,
    { command: 'create_image', server_id: server.id, image_id: image.id, fault, effect, detail: description },
    { image: imageView(image) },
  )
}

/** From any image that fits the disk; the server goes off by itself, and has a new password afterwards. */
const rebuild: Start = ({ body, fault }, world, server) => {
  if (server.is_protected) return isProtected('server')
  const source = sourceOf(world, field(body, 'image'), typeOf(server.server_type) ?? smallest)
  if (source === null) return invalid("invalid input in field 'image'")
  tablesOf(world.store).servers.put(server.id, { ...server, status: 'rebuilding' })
  const wanted = { command: 'rebuild_server', server_id: server.id, fault, effect: 'restored_in_place' } as const
  return started(world, wanted, { root_password: rootPassword(world, body) })
}

const smallest = serverTypes[0] ?? {
  id: 0,
  name: '',
  cores: 0,
  memory: 0,
  disk: 0,
  architecture: 'x86',
  price_monthly: 0,
}

const show = (world: World, rows: readonly ActionRow[]) => rows.map((row) => actionView(row, world.clock.nowMs()))

export const actionRoutes: readonly Route[] = [
  // A second time on is no news: nothing is documented, and nothing more is billed.
  action(
    'enable_backup',
    'enable_and_configure_backups_for_server',
    plain('enable_backup', ({ backup_window }) => (backup_window === null ? 'backups_enabled' : null)),
  ),
  action(
    'disable_backup',
    'disable_backups_for_server',
    plain('disable_backup', () => 'backups_disabled'),
  ),
  action('create_image', 'create_image_from_server', createImage),
  action('rebuild', 'rebuild_server_from_image', rebuild),
  action(
    'poweron',
    'power_on_server',
    plain('start_server', () => null),
  ),
  action(
    'poweroff',
    'power_off_server',
    plain('stop_server', () => null),
  ),
  action(
    'shutdown',
    'shutdown_server',
    plain('shutdown_server', () => null),
  ),
  {
    method: 'GET',
    path: '/v1/servers/:id/actions',
    operation: 'list_actions_for_server',
    handle: (request, world) => {
      const { actions, servers } = tablesOf(world.store)
      const server = servers.get(request.params.id ?? '')
      if (server === undefined) return notFound('server')
      const rows = [...actions.all()].filter(({ server_id }) => server_id === server.id)
      return paged(request, 'actions', rows, (row) => actionView(row, world.clock.nowMs()))
    },
  },
  {
    method: 'GET',
    path: '/v1/actions',
    operation: 'get_multiple_actions',
    handle: (request, world) => {
      const ids = request.query.getAll('id')
      // All of them are listed no more, since 2025-01-30.
      if (ids.length === 0) return invalid("missing input in field 'id'")
      return ok({
        actions: show(
          world,
          ids.flatMap((id) => tablesOf(world.store).actions.get(id) ?? []),
        ),
      })
    },
  },
  {
    method: 'GET',
    path: '/v1/actions/:id',
    operation: 'get_action',
    handle: (request, world) => {
      const row = tablesOf(world.store).actions.get(request.params.id ?? '')
      return row === undefined ? notFound('action') : ok({ action: actionView(row, world.clock.nowMs()) })
    },
  },
]
