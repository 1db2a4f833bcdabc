import { addSnapshot } from '../catalogue/add-snapshot.ts'
import { RebuildNeeded } from '../catalogue/rebuild-needed.ts'
import { removeCatalogue } from '../catalogue/remove-catalogue.ts'
import { removeSnapshots } from '../catalogue/remove-snapshots.ts'
import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { UnsafeSnapshot } from '../restic/unsafe-snapshot.ts'
import { loadServer } from '../servers/load-server.ts'
import { catalogueTask } from '../tasks.ts'
import { cataloguePlace } from './catalogue-place.ts'
import {
  clearCatalogued,
  type FilePoint,
  findFilePointAcrossOrganizations,
  listFilePointsOfRepositoryAcrossOrganizations,
  updateCatalogued,
} from './file-queries.ts'
import { isUnsafe } from './is-unsafe.ts'
import { listSnapshotNodes } from './list-snapshot-nodes.ts'
import { openPointCatalogue } from './open-point-catalogue.ts'
import { recordUnsafe } from './record-unsafe.ts'

/**
 * Adds a file snapshot to its repository's catalogue, and takes out what was forgotten meanwhile. A catalogue that cannot be
 * read any more is thrown away, and all its snapshots are put in the queue again. A snapshot that would harm who restores it
 * is marked, and never gets in: so nothing of it is listed or downloaded.
 */
export const catalogueSnapshot = async (
  ctx: Context,
  input: { recovery_point_id: string },
  job?: { signal: AbortSignal },
): Promise<void> => {
  const point = await findFilePointAcrossOrganizations(ctx.db, input.recovery_point_id)
  // It was forgotten while the job waited.
  if (point === undefined || isUnsafe(point)) return
  try {
    await addOrStartAnew(ctx, point, job?.signal)
  } catch (error) {
    if (!(error instanceof UnsafeSnapshot)) throw error
    await recordUnsafe(ctx, { point, message: error.message })
    return
  }
  await inTransaction(ctx, async (ctx) => {
    await updateCatalogued(ctx.db, point.id, ctx.clock.now())
    const { organization_id } = await loadServer(ctx, { server_id: point.server_id })
    await publishEvent(ctx, { topic: 'recovery_point.changed', organization_id, entity_id: point.id })
  })
}

const addOrStartAnew = async (ctx: Context, point: FilePoint, signal: AbortSignal | undefined): Promise<void> => {
  try {
    await addPoint(ctx, point, signal)
  } catch (error) {
    if (!(error instanceof RebuildNeeded)) throw error
    await startAnew(ctx, point, error)
    await addPoint(ctx, point, signal)
  }
}

const addPoint = async (ctx: Context, point: FilePoint, signal: AbortSignal | undefined): Promise<void> => {
  const { repository_id, ref } = point
  await removeForgotten(ctx, repository_id)
  await addSnapshot({
    ...cataloguePlace(ctx, { repository_id }),
    snapshot_id: ref,
    // A dump's snapshots hold other things than those of the folders.
    group: point.source,
    index_no: Date.parse(point.taken_at),
    nodes: listSnapshotNodes(ctx, { repository_id, ref, ...(signal === undefined ? {} : { signal }) }),
  })
}

const removeForgotten = async (ctx: Context, repository_id: string): Promise<void> => {
  const catalogue = await openPointCatalogue(ctx, { repository_id })
  if (catalogue === null) return
  await catalogue.close()
  const points = await listFilePointsOfRepositoryAcrossOrganizations(ctx.db, repository_id)
  const known = new Set(points.map(({ ref }) => ref))
  const forgotten = catalogue.snapshot_ids.filter((id) => !known.has(id))
  if (forgotten.length > 0) await removeSnapshots(cataloguePlace(ctx, { repository_id }), forgotten)
}

const startAnew = async (ctx: Context, { id, repository_id }: FilePoint, why: RebuildNeeded): Promise<void> => {
  ctx.log.warn({ repository_id, reason: why.reason, err: why.cause }, 'a catalogue cannot be read and is made anew')
  await removeCatalogue(cataloguePlace(ctx, { repository_id }).dir)
  await inTransaction(ctx, async (ctx) => {
    await clearCatalogued(ctx.db, repository_id, ctx.clock.now())
    const points = await listFilePointsOfRepositoryAcrossOrganizations(ctx.db, repository_id)
    const inputs = points.filter((point) => point.id !== id).map((point) => ({ recovery_point_id: point.id }))
    await ctx.jobs.enqueueMany(ctx.db, catalogueTask, inputs)
  })
}
