import { z } from 'zod'

/* Answers of restic that are one JSON document each. */

const count = z.number().default(0)

export const resticSnapshot = z.object({
  id: z.string(),
  time: z.string(),
  tree: z.string(),
  parent: z.string().optional(),
  paths: z.array(z.string()).default([]),
  hostname: z.string().default(''),
  tags: z
    .array(z.string())
    .nullish()
    .transform((tags) => tags ?? []),
  program_version: z.string().optional(),
  // Snapshots made before restic 0.17 have none.
  summary: z
    .object({
      backup_start: z.string().optional(),
      backup_end: z.string().optional(),
      files_new: count,
      files_changed: count,
      files_unmodified: count,
      data_added: count,
      data_added_packed: count,
      total_files_processed: count,
      total_bytes_processed: count,
    })
    .optional(),
})
export type ResticSnapshot = z.infer<typeof resticSnapshot>

/** `restic snapshots` */
export const snapshotList = z.array(resticSnapshot)

const listOrNothing = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((list) => list ?? [])

/** `restic forget` */
export const forgetGroups = z.array(
  z.object({
    tags: listOrNothing(z.string()),
    host: z.string().default(''),
    paths: listOrNothing(z.string()),
    keep: listOrNothing(resticSnapshot),
    remove: listOrNothing(resticSnapshot),
    reasons: listOrNothing(z.object({ snapshot: resticSnapshot, matches: listOrNothing(z.string()) })),
  }),
)

/** `restic cat config` */
export const repositoryConfig = z.object({ version: z.number(), id: z.string(), chunker_polynomial: z.string() })

/** `restic stats` */
export const repositoryStats = z.object({
  total_size: count,
  total_uncompressed_size: count,
  total_file_count: count,
  total_blob_count: count,
  snapshots_count: count,
})

/** `restic key list`. The names are restic's own. */
export const keyList = z.array(
  z.object({ current: z.boolean(), id: z.string(), userName: z.string(), hostName: z.string(), created: z.string() }),
)

/** `restic cat index` */
export const packIndex = z.object({
  packs: listOrNothing(
    z.object({
      id: z.string(),
      blobs: listOrNothing(z.object({ id: z.string(), type: z.enum(['data', 'tree']) })),
    }),
  ),
})

/** `restic find --blob` and `--tree` */
export const foundObjects = z.array(
  z.object({ object_type: z.enum(['blob', 'tree']), id: z.string(), path: z.string(), snapshot: z.string() }),
)
