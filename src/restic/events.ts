import { z } from 'zod'

/*
 * What restic says with --json (doc/075_scripting.rst in its sources). It leaves out fields that are zero and adds new ones over
 * time: every count has a default, and what is not named here is ignored.
 */

const count = z.number().default(0)
const time = z.string()

export const itemError = z.object({
  message_type: z.literal('error'),
  // check has the message beside the type, the others have it inside.
  message: z.string().optional(),
  error: z.object({ message: z.string().optional() }).optional(),
  during: z.string().optional(),
  item: z.string().optional(),
})
export const exitError = z.object({ message_type: z.literal('exit_error'), code: z.number(), message: z.string() })

export const backupStatus = z.object({
  message_type: z.literal('status'),
  seconds_elapsed: count,
  seconds_remaining: z.number().optional(),
  percent_done: count,
  total_files: count,
  files_done: count,
  total_bytes: count,
  bytes_done: count,
  error_count: count,
  current_files: z.array(z.string()).nullish(),
})
export const backupSummary = z.object({
  message_type: z.literal('summary'),
  dry_run: z.boolean().default(false),
  files_new: count,
  files_changed: count,
  files_unmodified: count,
  dirs_new: count,
  dirs_changed: count,
  dirs_unmodified: count,
  data_blobs: count,
  tree_blobs: count,
  data_added: count,
  data_added_packed: count,
  total_files_processed: count,
  total_bytes_processed: count,
  total_duration: count,
  backup_start: time.optional(),
  backup_end: time.optional(),
  snapshot_id: z.string().optional(),
})
export const backupItem = z.object({
  message_type: z.literal('verbose_status'),
  action: z.string(),
  item: z.string().default(''),
  data_size: count,
  data_size_in_repo: count,
  metadata_size: count,
})
const excludedItem = z.object({ message_type: z.literal('excluded_item'), item: z.string() })

export const restoreStatus = z.object({
  message_type: z.literal('status'),
  seconds_elapsed: count,
  percent_done: count,
  total_files: count,
  files_restored: count,
  files_skipped: count,
  files_deleted: count,
  total_bytes: count,
  bytes_restored: count,
  bytes_skipped: count,
})
export const restoreSummary = restoreStatus.omit({ percent_done: true }).extend({ message_type: z.literal('summary') })
export const restoreItem = z.object({
  message_type: z.literal('verbose_status'),
  action: z.string(),
  item: z.string(),
  size: count,
})

export const checkSummary = z.object({
  message_type: z.literal('summary'),
  num_errors: count,
  broken_packs: z.array(z.string()).nullish(),
  suggest_repair_index: z.boolean().default(false),
  suggest_prune: z.boolean().default(false),
})
const initialized = z.object({ message_type: z.literal('initialized'), id: z.string(), repository: z.string() })

const backupEvent = z.discriminatedUnion('message_type', [
  backupStatus,
  backupSummary,
  backupItem,
  excludedItem,
  itemError,
  exitError,
])
const restoreEvent = z.discriminatedUnion('message_type', [
  restoreStatus,
  restoreSummary,
  restoreItem,
  itemError,
  exitError,
])
const checkEvent = z.discriminatedUnion('message_type', [checkSummary, itemError, exitError])
const commonEvent = z.discriminatedUnion('message_type', [initialized, itemError, exitError])

export type ItemError = z.infer<typeof itemError>
export type ExitError = z.infer<typeof exitError>
export type BackupSummary = z.infer<typeof backupSummary>
export type RestoreSummary = z.infer<typeof restoreSummary>
export type BackupEvent = z.infer<typeof backupEvent>
export type RestoreEvent = z.infer<typeof restoreEvent>
export type CheckEvent = z.infer<typeof checkEvent>
export type CommonEvent = z.infer<typeof commonEvent>

/** Reads one line; null for lines that are no event we know, which belong into the log. */
export type ParseEvent<Event> = (line: string) => Event | null

const parserOf =
  <Event>(schema: z.ZodType<Event>): ParseEvent<Event> =>
  (line) => {
    if (!line.startsWith('{')) return null
    try {
      return schema.safeParse(JSON.parse(line)).data ?? null
    } catch {
      return null
    }
  }

export const parseBackupEvent: ParseEvent<BackupEvent> = parserOf(backupEvent)
export const parseRestoreEvent: ParseEvent<RestoreEvent> = parserOf(restoreEvent)
export const parseCheckEvent: ParseEvent<CheckEvent> = parserOf(checkEvent)
/** For the commands that have nothing of their own to say. */
export const parseCommonEvent: ParseEvent<CommonEvent> = parserOf(commonEvent)

/** The sentence of an error, wherever this command and version of restic put it. */
export const messageOf = (error: ItemError): string => error.error?.message || error.message || 'no reason given'
