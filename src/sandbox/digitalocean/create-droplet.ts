import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { beginAction } from './actions.ts'
import { field, unprocessable } from './answers.ts'
import { publicImages, regions, type Size, sizeOf } from './catalogue.ts'
import { may } from './guard.ts'
import { type DropletRow, type ImageRow, tablesOf } from './rows.ts'
import { dropletView } from './views.ts'

const namePattern = /^[a-zA-Z0-9]?[a-z0-9A-Z.-]*[a-z0-9A-Z]$/

type Source = { readonly slug: string; readonly image: ImageRow | null }

/** 202: the droplet is there at once, locked and `new`, until its action ends. */
export const createDroplet = (request: SandboxRequest, world: World): Answer => {
  const { body } = request
  const [name, region, size] = [field(body, 'name'), field(body, 'region'), sizeOf(String(field(body, 'size')))]
  if (typeof name !== 'string' || name.length > 255 || !namePattern.test(name))
    return unprocessable('Only valid hostname characters are allowed. (a-z, A-Z, 0-9, . and -)')
  if (!regions.some(({ slug }) => slug === region)) return unprocessable('The region does not exist.')
  if (size === undefined) return unprocessable('You specified an invalid size for Droplet creation.')
  const source = sourceOf(world, field(body, 'image'), String(region), size)
  if (source === null) return unprocessable('You specified an invalid image for Droplet creation.')
  const row = addDroplet(world, { name, region: String(region), size_slug: size.slug, image_slug: source.slug })
  const action = beginAction(world, {
    type: 'create',
    resource_id: row.id,
    resource_type: 'droplet',
    region: row.region,
    fault: request.fault,
  })
  if (request.fault?.kind !== 'action_errors')
    world.recordEffect(source.image === null ? 'server_created' : 'restored_to_new', String(row.id), name)
  const shown = { ...row, locked_by: action.id }
  return {
    status: 202,
    body: {
      droplet: dropletView(shown, may(request, world, 'image:read')),
      links: { actions: [{ id: action.id, rel: 'create', href: `${world.url}/v2/actions/${action.id}` }] },
    },
  }
}

/** A public image by its name, or one of the account's own by number: in the same region, on a disk that is large enough. */
const sourceOf = (world: World, image: unknown, region: string, size: Size): Source | null => {
  const known = publicImages.find(({ slug, id }) => slug === image || id === image)
  if (known !== undefined) return { slug: known.slug, image: null }
  const own = tablesOf(world.store).images.get(String(image))
  if (own === undefined || own.region !== region || own.min_disk_size > size.disk) return null
  return { slug: 'ubuntu-24-04-x64', image: own }
}

export const addDroplet = (
  world: World,
  input: Pick<DropletRow, 'name' | 'region' | 'size_slug' | 'image_slug'> & Partial<DropletRow>,
): DropletRow => {
  const tables = tablesOf(world.store)
  const disk = sizeOf(input.size_slug)?.disk ?? 25
  const row: DropletRow = {
    id: tables.nextId('droplet'),
    status: 'new',
    created_at: world.clock.now(),
    policy: null,
    next_backup: null,
    locked_by: null,
    backup_ids: [],
    snapshot_ids: [],
    used_gigabytes: Math.round(disk * (0.1 + 0.6 * world.random.fraction()) * 100) / 100,
    ...input,
  }
  tables.droplets.put(row.id, row)
  return row
}
