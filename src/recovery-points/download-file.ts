import { finished, type Readable } from 'node:stream'
import { recordChange } from '../audit/record-change.ts'
import { findFile } from '../catalogue/find-file.ts'
import { findName } from '../catalogue/find-name.ts'
import type { NodeType } from '../catalogue/node.ts'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { dumpArgs } from '../restic/args/dump-args.ts'
import type { StreamedReply } from '../route.ts'
import { loadServer } from '../servers/load-server.ts'
import { attachmentHeaders } from './attachment-headers.ts'
import type { DownloadSlots } from './download-slots.ts'
import type { FilePoint } from './file-queries.ts'
import type { DownloadQuery } from './file-schema.ts'
import { leadsOutOnWindows } from './leads-out-on-windows.ts'
import { loadFilePoint } from './load-file-point.ts'
import { readRepository } from './read-repository.ts'
import { wholeOrBroken } from './whole-or-broken.ts'
import { withCatalogue } from './with-catalogue.ts'

const archiveTypes = { zip: 'application/zip', tar: 'application/x-tar' } as const

/**
 * A file of a snapshot as it is, or a folder as an archive, straight from restic. Viewers see which files there are; what is
 * in them is for managers, as a restore is.
 */
export const downloadFile = async (
  ctx: Context,
  input: DownloadQuery & { recovery_point_id: string; slots: DownloadSlots; gone: AbortSignal },
): Promise<StreamedReply> => {
  const { path, archive, slots, gone } = input
  const point = await loadFilePoint(ctx, { ...input, at_least: 'manager' })
  const type = await typeAt(ctx, point, path)
  if (type !== 'file' && type !== 'dir')
    throw new AppError('not_downloadable', { message: `${path} is no file and no folder. Restore it instead.` })
  const server = await loadServer(ctx, { server_id: point.server_id })
  if (type === 'dir' && archive === 'zip') await requireForZip(ctx, point, path)
  const release = slots.take()
  try {
    const body = await startDump(ctx, point, { path, archive, gone })
    finished(body, release)
    await recordDownload(ctx, point, body, { server, path, archive: type === 'dir' ? archive : null })
    const name = path === '/' ? server.name : path.slice(path.lastIndexOf('/') + 1)
    const headers =
      type === 'dir'
        ? attachmentHeaders(`${name}.${archive}`, archiveTypes[archive])
        : attachmentHeaders(name, 'application/octet-stream')
    return { headers, body }
  } catch (error) {
    release()
    throw error
  }
}

/** Nothing leaves before it is written down who took it. */
const recordDownload = async (
  ctx: Context,
  point: FilePoint & { organization_id: string },
  body: Readable,
  { server, ...what }: { server: { id: string; name: string }; path: string; archive: string | null },
): Promise<void> => {
  try {
    await recordChange(ctx, {
      action: 'recovery_point.downloaded',
      organization_id: point.organization_id,
      target: { id: point.id, name: server.name },
      after: { server_id: server.id, ...what },
    })
  } catch (error) {
    body.destroy()
    throw error
  }
}

const typeAt = async (ctx: Context, point: FilePoint, path: string): Promise<NodeType> => {
  const versions = await withCatalogue(ctx, point, (catalogue) => findFile(catalogue, path))
  if (path === '/') return 'dir'
  const held = versions.find(({ snapshot_ids }) => snapshot_ids.includes(point.ref))
  if (held === undefined)
    throw new AppError('not_found', { message: `This recovery point has nothing at ${path}. Start again from /.` })
  return held.type
}

const requireForZip = async (ctx: Context, point: FilePoint, path: string): Promise<void> => {
  const search = { snapshot_id: point.ref, below: path, fits: leadsOutOnWindows }
  const found = await withCatalogue(ctx, point, (catalogue) => findName(catalogue, search))
  if (found !== null) throw new AppError('not_for_zip', { details: { path: found } })
}

const startDump = async (
  ctx: Context,
  { repository_id, ref }: FilePoint,
  { path, archive, gone }: { path: string; archive: 'zip' | 'tar'; gone: AbortSignal },
) => {
  const reading = await readRepository(ctx, {
    repository_id,
    args: (access) => dumpArgs({ ...access, snapshot_id: ref, path, archive, without_lock: true }),
  })
  // Before the first byte nobody has the stream whose end would tell restic.
  const stop = () => reading.stdout.destroy()
  if (gone.aborted) stop()
  else gone.addEventListener('abort', stop, { once: true })
  try {
    return await wholeOrBroken(reading)
  } catch (error) {
    ctx.log.warn({ err: error, repository_id, snapshot: ref }, 'a download could not be started')
    throw new AppError('download_failed', { cause: error })
  }
}
