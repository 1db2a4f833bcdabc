import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'
import { BackUpNowInput } from '../protections/schema.ts'
import { RunOutcome, RunState } from '../runs/schema.ts'
import { bulkChoice } from '../servers/schema.ts'

/** What a bulk run does with each of its servers. */
export const BulkWork = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('toggle'), enable: z.boolean() }),
  z.object({ kind: z.literal('back_up'), method: BackUpNowInput.shape.method }),
  z.object({ kind: z.literal('restore'), as_of: z.string(), name_suffix: z.string() }),
])
export type BulkWork = z.infer<typeof BulkWork>

export const BulkToggleInput = z.object({ enable: z.boolean(), ...bulkChoice })
export type BulkToggleInput = z.infer<typeof BulkToggleInput>

export const BulkBackUpInput = z
  .object({ ...bulkChoice, method: BackUpNowInput.shape.method })
  .describe(
    'A server whose slots for snapshots are all taken is refused with `would_replace_snapshot` and its reason: nothing is deleted in bulk.',
  )
export type BulkBackUpInput = z.infer<typeof BulkBackUpInput>

const restoreChoice = {
  ...bulkChoice,
  as_of: z.iso
    .datetime()
    .optional()
    .describe('Of each server the newest good image from then or before. Default: the newest.'),
}
export const PreviewBulkRestoreInput = z.object(restoreChoice)
export type PreviewBulkRestoreInput = z.infer<typeof PreviewBulkRestoreInput>

export const BulkRestoreInput = z.object({
  ...restoreChoice,
  mode: z.literal('new_server').describe('Each becomes a new server, of the same size in the same region.'),
  name_suffix: z
    .string()
    .max(20)
    .regex(/^[a-zA-Z0-9.-]*[a-zA-Z0-9]$/, 'Expected letters, digits, dots and hyphens, such as -restored.')
    .default('-restored')
    .describe('The new servers are called as the old ones, with this after it.'),
  confirm: z
    .number()
    .int()
    .optional()
    .describe('How many new servers this makes: `new_servers` of the preview. Another number is refused with it.'),
})
export type BulkRestoreInput = z.infer<typeof BulkRestoreInput>

const count = z.number().int()
export const BulkRestoreOutlook = z
  .object({
    servers: count.describe('Those that were chosen.'),
    new_servers: count.describe('Those of them that can become a new server; what `confirm` has to be.'),
    as_of: z.iso.datetime(),
    oldest_taken_at: z.iso.datetime().nullable().describe('Of the images that would be used.'),
    cost_per_month: z
      .array(z.object({ amount_minor: count, currency: z.string(), new_servers: count }))
      .describe('What the provider charges for servers like these, for each currency; as far as it is known.'),
    price_unknown: count.describe('New servers whose price nobody knows.'),
    refused: z
      .array(z.object({ server_id: z.string(), name: z.string(), code: z.string(), message: z.string() }))
      .describe('The first 100 of those that cannot.'),
    refused_count: count,
  })
  .meta({ id: 'BulkRestoreOutlook' })
export type BulkRestoreOutlook = z.infer<typeof BulkRestoreOutlook>

export const BulkStarted = z.object({ run_id: idSchema('run'), servers: count }).meta({ id: 'BulkStarted' })
export type BulkStarted = z.infer<typeof BulkStarted>

export const bulkItemStates = ['waiting', 'accepted', 'done', 'failed', 'refused', 'cancelled'] as const
export const BulkItem = z
  .object({
    server_id: z.string(),
    server_name: z.string().nullable().describe('Null when the server is gone.'),
    state: z
      .enum(bulkItemStates)
      .describe(
        '`accepted`: its run is under way, or an operator is needed; `refused`: nothing was begun, and why; `failed`: its run did not succeed; `cancelled`: the bulk run was cancelled before its turn.',
      ),
    code: z.string().nullable(),
    message: z.string().nullable(),
    run_id: z.string().nullable().describe('The run that its part became.'),
    run_state: RunState.nullable(),
    run_outcome: RunOutcome.nullable(),
  })
  .meta({ id: 'BulkItem' })
export type BulkItem = z.infer<typeof BulkItem>
export const BulkItemPage = pageOf(BulkItem)
export const ListBulkItemsQuery = listQuery.extend({ state: BulkItem.shape.state.optional() })
export type ListBulkItemsQuery = z.infer<typeof ListBulkItemsQuery>
