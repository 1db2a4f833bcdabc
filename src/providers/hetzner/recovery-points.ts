import { z } from 'zod'
import type { Api } from '../api.ts'
import type { ProviderRecoveryPoint, RecoveryPointListing } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { idOf } from './id-of.ts'
import { listPages, newestFirst, type Pages } from './list-pages.ts'
import { type Image, imageSchema } from './schemas.ts'
import { getServer } from './servers.ts'

/**
 * Backups and snapshots of one server, newest first. Snapshots cannot be asked for by server: those of the whole project are read.
 * Throws rather than show a part as if it were all.
 */
export const listRecoveryPoints = async (api: Api, ref: string): Promise<readonly ProviderRecoveryPoint[]> => {
  const id = idOf(ref)
  // A list of images of a server that is gone is empty, and says nothing of that.
  await getServer(api, ref)
  const images = whole(await listImages(api, { bound_to: id }))
  return images
    .filter((image) => ownerOf(image) === id)
    .map(pointOf)
    .sort((a, b) => b.created_at.localeCompare(a.created_at) || Number(b.ref) - Number(a.ref))
}

/** All backups and snapshots of the project, 50 a call. Snapshots of servers that were deleted are among them. */
export const listAllRecoveryPoints = async (api: Api): Promise<RecoveryPointListing> => {
  const { rows, problem, calls } = await listImages(api, {})
  const points = rows.flatMap((image) => {
    const owner = ownerOf(image)
    return owner === null ? [] : [{ ...pointOf(image), server_ref: String(owner) }]
  })
  const stray = rows.some((image) => image.type === 'backup' && ownerOf(image) === null)
  const why = problem ?? (stray ? 'Hetzner Cloud listed a backup and does not say of which server it is.' : null)
  return { points, complete: why === null, problem: why, calls }
}

/**
 * Snapshots after backups: one that is kept as a snapshot in between is on both lists, and not on neither. Images that are still being
 * made are no recovery points yet; those that are `unavailable` are there all the same.
 */
const listImages = async (api: Api, backupsOnly: { readonly bound_to?: number }): Promise<Pages<Image>> => {
  const backups = await listOfType(api, { type: 'backup', ...backupsOnly })
  const snapshots = await orProblem(() => listOfType(api, { type: 'snapshot' }))
  const byId = new Map([...backups.rows, ...snapshots.rows].map((image) => [image.id, image]))
  return {
    rows: [...byId.values()].filter(({ status, deleted }) => status !== 'creating' && deleted === null),
    calls: backups.calls + snapshots.calls,
    problem: backups.problem ?? snapshots.problem,
  }
}

const rows = z.array(z.unknown()).catch([])

const listOfType = (api: Api, query: { readonly type: string; readonly bound_to?: number }): Promise<Pages<Image>> =>
  listPages(api, {
    operation: 'listImages',
    path: '/v1/images',
    query: { ...query, ...newestFirst },
    read: (body) =>
      rows.parse(body.images).map((row) => {
        const image = imageSchema.safeParse(row).data
        return image === undefined || image.type !== query.type ? null : image
      }),
  })

/** What the first listing brought is kept when the other fails. */
const orProblem = async (list: () => Promise<Pages<Image>>): Promise<Pages<Image>> => {
  try {
    return await list()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { rows: [], calls: 1, problem: error.message }
  }
}

const whole = ({ rows, problem }: Pages<Image>): readonly Image[] => {
  if (problem === null) return rows
  throw new ProviderError(`The list of recovery points is not whole. ${problem}`, {
    kind: 'retry',
    effect: 'none',
    retry_after_ms: null,
  })
}

/** Backups are bound to their server; a snapshot only says what it was made from, also when that is gone. */
export const ownerOf = ({ bound_to, created_from }: Image): number | null => bound_to ?? created_from?.id ?? null

const pointOf = (image: Image): ProviderRecoveryPoint => ({
  ref: String(image.id),
  kind: image.type === 'backup' ? 'native' : 'snapshot',
  name: image.description,
  created_at: image.created,
  // "In GB": of 10^9 or of 2^30 bytes the document does not say.
  size_bytes: image.image_size === null ? null : Math.round(image.image_size * 1e9),
  // The oldest of seven backups goes when a new one comes, whenever that is.
  expires_at: null,
})
