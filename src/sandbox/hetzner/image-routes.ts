import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { field, invalid, isProtected, notFound, ok, paged } from './answers.ts'
import { imagePrice, locations, serverTypes, systemImages } from './catalogue.ts'
import { convert, removeImage } from './images.ts'
import { type ImageRow, tablesOf } from './rows.ts'
import { imageView, locationView, pricingView, serverTypeView } from './views.ts'

const withImage =
  (handle: (request: SandboxRequest, world: World, image: ImageRow) => Answer) =>
  (request: SandboxRequest, world: World): Answer => {
    const image = tablesOf(world.store).images.get(request.params.id ?? '')
    return image === undefined ? notFound('image') : handle(request, world, image)
  }

/** Types, states and servers can each be asked for more than once. */
const listImages = (request: SandboxRequest, world: World): Answer => {
  const [types, states, bound] = ['type', 'status', 'bound_to'].map((name) => request.query.getAll(name))
  const fits = (wanted: readonly string[] | undefined, value: string) => !wanted?.length || wanted.includes(value)
  const own = [...tablesOf(world.store).images.all()].filter(
    (row) =>
      fits(types, row.type) &&
      fits(states, row.status) &&
      fits(bound, row.type === 'backup' ? String(row.server_id) : ''),
  )
  const system = bound?.length || !fits(types, 'system') ? [] : systemImages
  return paged<ImageRow | (typeof systemImages)[number]>(request, 'images', [...system, ...own], imageView)
}

const updateImage = (request: SandboxRequest, world: World, image: ImageRow): Answer => {
  const [type, description] = [field(request.body, 'type'), field(request.body, 'description')]
  if (type !== undefined && type !== 'snapshot') return invalid("invalid input in field 'type'")
  const isConverted = type === 'snapshot' && image.type === 'backup'
  const changed = convert(world, image, {
    ...(isConverted ? { type } : {}),
    ...(typeof description === 'string' ? { description } : {}),
  })
  if (isConverted) world.recordEffect('backup_converted', String(image.server_id), image.description)
  return ok({ image: imageView(changed) })
}

/** Images, and what is for sale. */
export const imageRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/images', operation: 'list_images', handle: listImages },
  {
    method: 'GET',
    path: '/v1/images/:id',
    operation: 'get_image',
    handle: withImage((_request, _world, image) => ok({ image: imageView(image) })),
  },
  { method: 'PUT', path: '/v1/images/:id', operation: 'replace_image', handle: withImage(updateImage) },
  {
    method: 'DELETE',
    path: '/v1/images/:id',
    operation: 'delete_image',
    handle: withImage((_request, world, image) => {
      if (image.is_protected) return isProtected('image')
      removeImage(world, image)
      world.recordEffect('snapshot_deleted', String(image.server_id), image.description)
      return { status: 204 }
    }),
  },
  {
    method: 'GET',
    path: '/v1/locations',
    operation: 'list_locations',
    handle: (request) => paged(request, 'locations', locations, locationView),
  },
  {
    method: 'GET',
    path: '/v1/server_types',
    operation: 'list_server_types',
    handle: (request) => paged(request, 'server_types', serverTypes, serverTypeView),
  },
  {
    method: 'GET',
    path: '/v1/pricing',
    operation: 'list_prices',
    handle: () => ok({ pricing: pricingView(serverTypes, imagePrice) }),
  },
]
