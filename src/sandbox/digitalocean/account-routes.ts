import type { Answer, Route, SandboxRequest, World } from '../kit/cloud.ts'
import { notFound, ok, paged } from './answers.ts'
import { publicImages, regions, sizes } from './catalogue.ts'
import { removeImage } from './images.ts'
import { type ImageRow, tablesOf } from './rows.ts'
import { imageView, publicImageView, regionView, sizeView, snapshotView } from './views.ts'

const withImage =
  (name: 'image_id' | 'snapshot_id', handle: (world: World, image: ImageRow) => Answer) =>
  (request: SandboxRequest, world: World): Answer => {
    const image = tablesOf(world.store).images.get(request.params[name] ?? '')
    return image === undefined ? notFound() : handle(world, image)
  }

const images = (world: World): ImageRow[] => [...tablesOf(world.store).images.all()].reverse()

/** The account, images and snapshots, and the price list. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/account',
    operation: 'account_get',
    handle: () =>
      ok({
        account: {
          droplet_limit: 25_000,
          floating_ip_limit: 5,
          email: 'ops@northwind.example',
          name: 'Northwind Operations',
          uuid: 'b6fr89dbf6d9156cace5f3c78dc9851d957381ef',
          email_verified: true,
          status: 'active',
          status_message: '',
          team: { uuid: '5df3e3004a17e242b7c20ca6c9fc25b701a47ece', name: 'Northwind' },
        },
      }),
  },
  {
    method: 'GET',
    path: '/v2/images',
    operation: 'images_list',
    handle: (request, world) =>
      request.query.get('private') === 'true'
        ? paged(request, world, 'images', images(world), imageView)
        : paged(request, world, 'images', publicImages, publicImageView),
  },
  {
    method: 'GET',
    path: '/v2/images/:image_id',
    operation: 'images_get',
    handle: withImage('image_id', (_world, image) => ok({ image: imageView(image) })),
  },
  {
    method: 'DELETE',
    path: '/v2/images/:image_id',
    operation: 'images_delete',
    handle: withImage('image_id', (world, image) => {
      removeImage(world, image)
      world.recordEffect('snapshot_deleted', String(image.droplet_id), image.name)
      return { status: 204 }
    }),
  },
  {
    method: 'GET',
    path: '/v2/snapshots',
    operation: 'snapshots_list',
    handle: (request, world) => {
      const rows = images(world).filter(({ type }) => type === 'snapshot')
      const wanted = request.query.get('resource_type') === 'volume' ? [] : rows
      return paged(request, world, 'snapshots', wanted, snapshotView)
    },
  },
  {
    method: 'GET',
    path: '/v2/snapshots/:snapshot_id',
    operation: 'snapshots_get',
    handle: withImage('snapshot_id', (_world, image) =>
      image.type === 'snapshot' ? ok({ snapshot: snapshotView(image) }) : notFound(),
    ),
  },
  {
    method: 'GET',
    path: '/v2/regions',
    operation: 'regions_list',
    handle: (request, world) => paged(request, world, 'regions', regions, ({ slug }) => regionView(slug)),
  },
  {
    method: 'GET',
    path: '/v2/sizes',
    operation: 'sizes_list',
    handle: (request, world) => paged(request, world, 'sizes', sizes, sizeView),
  },
]
