import { defineRoute, type Route } from '../route.ts'
import { ServerParams } from '../servers/schema.ts'
import { downloadFile } from './download-file.ts'
import { createDownloadSlots } from './download-slots.ts'
import {
  DownloadQuery,
  FileEntryPage,
  FileHits,
  FileVersions,
  ListFilesQuery,
  ListFileVersionsQuery,
  SearchFilesQuery,
} from './file-schema.ts'
import { listFileVersions } from './list-file-versions.ts'
import { listFiles } from './list-files.ts'
import { RecoveryPointParams } from './schema.ts'
import { searchFiles } from './search-files.ts'

const tag = 'Recovery points'
const signedIn = { method: 'GET', tag, access: 'signed_in' } as const

/** `downloads`: how many run in this process at once. */
export const fileRoutes = ({ downloads }: { downloads: number }): readonly Route[] => {
  const slots = createDownloadSlots(downloads)
  return [
    defineRoute({
      ...signedIn,
      path: '/api/recovery-points/:recovery_point_id/files',
      operation_id: 'listFiles',
      summary: 'List a folder of a file snapshot, by name',
      params: RecoveryPointParams,
      query: ListFilesQuery,
      reply: { status: 200, body: FileEntryPage },
      errors: ['files_unavailable', 'unsafe_snapshot', 'catalogue_pending'],
      handle: (ctx, input) => listFiles(ctx, input),
    }),
    defineRoute({
      ...signedIn,
      path: '/api/recovery-points/:recovery_point_id/file-versions',
      operation_id: 'listFileVersions',
      summary: 'List the versions of a file over all recovery points of its server',
      params: RecoveryPointParams,
      query: ListFileVersionsQuery,
      reply: { status: 200, body: FileVersions },
      errors: ['files_unavailable', 'unsafe_snapshot', 'catalogue_pending'],
      handle: (ctx, input) => listFileVersions(ctx, input),
    }),
    defineRoute({
      ...signedIn,
      path: '/api/recovery-points/:recovery_point_id/download',
      operation_id: 'downloadFile',
      summary: 'Download a file, or a folder as an archive',
      params: RecoveryPointParams,
      query: DownloadQuery,
      reply: {
        status: 200,
        stream:
          'The file as it is, or the folder as a zip or tar archive (`application/zip`, `application/x-tar`), as an attachment. A connection that breaks off means that the rest could not be read.',
      },
      errors: [
        'forbidden',
        'files_unavailable',
        'unsafe_snapshot',
        'catalogue_pending',
        'not_downloadable',
        'not_for_zip',
        'downloads_busy',
        'download_failed',
      ],
      handle: (ctx, input, http) => downloadFile(ctx, { ...input, slots, gone: http.gone }),
    }),
    defineRoute({
      ...signedIn,
      path: '/api/servers/:server_id/files',
      operation_id: 'searchFiles',
      summary: 'Search the files of a server by name, over all its recovery points',
      params: ServerParams,
      query: SearchFilesQuery,
      reply: { status: 200, body: FileHits },
      errors: ['catalogue_pending'],
      handle: (ctx, input) => searchFiles(ctx, input),
    }),
  ]
}
