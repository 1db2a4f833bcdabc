import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { isProtected, notFound, ok, paged } from './answers.ts'
import { createServer } from './create-server.ts'
import { type ServerRow, tablesOf } from './rows.ts'
import { actionView, serverView } from './views.ts'

const withServer =
  (handle: (request: SandboxRequest, world: World, server: ServerRow) => Answer) =>
  (request: SandboxRequest, world: World): Answer => {
    const server = tablesOf(world.store).servers.get(request.params.id ?? '')
    return server === undefined ? notFound('server') : handle(request, world, server)
  }

export const serverRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/servers',
    operation: 'list_servers',
    handle: (request, world) => {
      const [name, states] = [request.query.get('name'), request.query.getAll('status')]
      const rows = [...tablesOf(world.store).servers.all()].filter(
        (row) => (name === null || row.name === name) && (states.length === 0 || states.includes(row.status)),
      )
      return paged(request, 'servers', rows, serverView)
    },
  },
  { method: 'POST', path: '/v1/servers', operation: 'create_server', handle: createServer },
  {
    method: 'GET',
    path: '/v1/servers/:id',
    operation: 'get_server',
    handle: withServer((_request, _world, row) => ok({ server: serverView(row) })),
  },
  {
    method: 'DELETE',
    path: '/v1/servers/:id',
    operation: 'delete_server',
    handle: withServer((_request, world, row) => {
      if (row.is_protected) return isProtected('server')
      destroyServer(world, row)
      world.recordEffect('server_deleted', String(row.id), row.name)
      return ok({ action: actionView(deleted(world, row), world.clock.nowMs()) })
    }),
  },
]

const deleted = (world: World, { id }: ServerRow) => {
  const { actions, nextId } = tablesOf(world.store)
  const [now, started_ms] = [world.clock.now(), world.clock.nowMs()]
  const row = {
    id: nextId('action'),
    command: 'delete_server',
    status: 'success' as const,
    started_ms,
    finished_at: now,
    ends_ms: started_ms,
    fails: false,
    server_id: id,
    image_id: null,
  }
  actions.put(row.id, row)
  return row
}

/** Its backups go with it; its snapshots stay. */
export const destroyServer = (world: World, row: ServerRow): void => {
  const { servers, images } = tablesOf(world.store)
  for (const id of row.backup_ids) images.delete(id)
  servers.delete(row.id)
}
