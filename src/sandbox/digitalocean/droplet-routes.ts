import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { notFound, ok, paged } from './answers.ts'
import { sizeOf, supportedPolicies } from './catalogue.ts'
import { createDroplet } from './create-droplet.ts'
import { may } from './guard.ts'
import { type DropletRow, type ImageRow, tablesOf } from './rows.ts'
import { dropletImageView, dropletView, policyView } from './views.ts'

const newestFirst = (rows: Iterable<DropletRow>) => [...rows].reverse()

const isGpu = (row: DropletRow) => sizeOf(row.size_slug)?.gpu === true

const withDroplet =
  (handle: (request: SandboxRequest, world: World, droplet: DropletRow) => Answer) =>
  (request: SandboxRequest, world: World): Answer => {
    const droplet = tablesOf(world.store).droplets.get(request.params.droplet_id ?? '')
    return droplet === undefined ? notFound() : handle(request, world, droplet)
  }

const imagesOf = (world: World, ids: readonly number[]): ImageRow[] =>
  ids.flatMap((id) => tablesOf(world.store).images.get(id) ?? []).reverse()

/** Droplets, their policies, and the images made of them. Fixed paths stand before those with an id. */
export const dropletRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/droplets',
    operation: 'droplets_list',
    handle: (request, world) => {
      const wantsGpus = request.query.get('type') === 'gpus'
      const rows = newestFirst(tablesOf(world.store).droplets.all()).filter((row) => isGpu(row) === wantsGpus)
      const seesImages = may(request, world, 'image:read')
      return paged(request, world, 'droplets', rows, (row) => dropletView(row, seesImages))
    },
  },
  { method: 'POST', path: '/v2/droplets', operation: 'droplets_create', handle: createDroplet },
  {
    method: 'GET',
    path: '/v2/droplets/backups/policies',
    operation: 'droplets_list_backup_policies',
    handle: (request, world) => {
      const rows = newestFirst(tablesOf(world.store).droplets.all())
      return paged(request, world, 'policies', rows, policyView, ({ id }) => String(id))
    },
  },
  {
    method: 'GET',
    path: '/v2/droplets/backups/supported_policies',
    operation: 'droplets_list_supported_backup_policies',
    handle: () => ok({ supported_policies: supportedPolicies }),
  },
  {
    method: 'GET',
    path: '/v2/droplets/:droplet_id',
    operation: 'droplets_get',
    handle: withDroplet((request, world, row) => ok({ droplet: dropletView(row, may(request, world, 'image:read')) })),
  },
  {
    method: 'DELETE',
    path: '/v2/droplets/:droplet_id',
    operation: 'droplets_destroy',
    handle: withDroplet((_request, world, row) => {
      destroyDroplet(world, row)
      world.recordEffect('server_deleted', String(row.id), row.name)
      return { status: 204, headers: { 'content-type': 'application/json; charset=utf-8' } }
    }),
  },
  {
    method: 'GET',
    path: '/v2/droplets/:droplet_id/backups',
    operation: 'droplets_list_backups',
    handle: withDroplet((request, world, row) =>
      paged(request, world, 'backups', imagesOf(world, row.backup_ids), dropletImageView),
    ),
  },
  {
    method: 'GET',
    path: '/v2/droplets/:droplet_id/snapshots',
    operation: 'droplets_list_snapshots',
    handle: withDroplet((request, world, row) =>
      paged(request, world, 'snapshots', imagesOf(world, row.snapshot_ids), dropletImageView),
    ),
  },
  {
    method: 'GET',
    path: '/v2/droplets/:droplet_id/backups/policy',
    operation: 'droplets_get_backup_policy',
    handle: withDroplet((_request, _world, row) => ok({ policy: policyView(row) })),
  },
]

/** Its backups go with it; its snapshots stay. */
export const destroyDroplet = (world: World, row: DropletRow): void => {
  const { droplets, images } = tablesOf(world.store)
  for (const id of row.backup_ids) images.delete(id)
  droplets.delete(row.id)
}
