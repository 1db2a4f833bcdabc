import { z } from 'zod'
import { nodeTypes } from '../catalogue/node.ts'
import { idSchema } from '../lib/ids.ts'

/** Longer than in other lists: a cursor holds a whole path. */
const cursor = z.string().max(12_000).optional().describe('`next_cursor` of the page before.')
const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual)

const AbsolutePath = z
  .string()
  .max(8_000)
  .regex(/^\//, 'Expected a path that begins with a slash, such as /etc.')
  .transform((path) => path.replace(/\/+$/, '') || '/')

const fileFacts = {
  type: z.enum(nodeTypes),
  size_bytes: z.number().int().nullable().describe('Of files.'),
  modified_at: z.iso.datetime().nullable(),
  mode: z.string().nullable().describe('Unix permissions in octal, such as 0644.'),
  link_target: z.string().nullable(),
}

export const FileEntry = z.object({ name: z.string(), path: z.string(), ...fileFacts }).meta({ id: 'FileEntry' })
export type FileEntry = z.infer<typeof FileEntry>
export const FileEntryPage = z.object({ data: z.array(FileEntry), next_cursor: z.string().nullable() })
export const ListFilesQuery = z.object({ path: AbsolutePath.default('/'), limit: limit(1_000, 200), cursor })
export type ListFilesQuery = z.output<typeof ListFilesQuery>

const Sighting = z.object({ recovery_point_id: idSchema('rcp'), taken_at: z.iso.datetime() })

export const FileVersion = z
  .object({
    ...fileFacts,
    first: Sighting.describe('The oldest recovery point that holds this version.'),
    last: Sighting.describe('The newest recovery point that holds this version.'),
    recovery_points: z.number().int().describe('How many hold it.'),
  })
  .meta({ id: 'FileVersion' })
export type FileVersion = z.infer<typeof FileVersion>
export const FileVersions = z.object({
  data: z.array(FileVersion).describe('Newest first.'),
  next_cursor: z.null(),
  recovery_points_pending: z.number().int().describe('Recovery points that nobody has looked into yet.'),
})
export type FileVersions = z.infer<typeof FileVersions>
export const ListFileVersionsQuery = z.object({ path: AbsolutePath })

export const FileHit = z
  .object({
    name: z.string(),
    path: z.string(),
    newest: FileVersion.describe('As it was in the newest recovery point that holds it.'),
    versions: z.number().int(),
  })
  .meta({ id: 'FileHit' })
export type FileHit = z.infer<typeof FileHit>
export const FileHits = z.object({
  data: z.array(FileHit),
  next_cursor: z
    .string()
    .nullable()
    .describe('Null when all was searched. A page may be short, even empty, although more is to come.'),
  recovery_points_pending: z.number().int().describe('Recovery points that are not searched yet.'),
})
export type FileHits = z.infer<typeof FileHits>
export const SearchFilesQuery = z.object({
  q: z.string().trim().min(1, 'Expected part of a name.').max(255),
  limit: limit(200, 50),
  cursor,
})
export type SearchFilesQuery = z.output<typeof SearchFilesQuery>

export const DownloadQuery = z.object({
  path: AbsolutePath,
  archive: z.enum(['zip', 'tar']).default('zip').describe('For folders. A file always comes as it is.'),
})
export type DownloadQuery = z.output<typeof DownloadQuery>
