import { z } from 'zod'
import { overwriteRules } from '../agent-protocol/messages.ts'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'
import { Run } from '../runs/schema.ts'
import { Health } from '../servers/health/schema.ts'
import { HostName, ProviderWord } from '../servers/schema.ts'

export const restoreModes = ['in_place', 'path', 'new_server', 'download'] as const
export const RestoreMode = z.enum(restoreModes)
export type RestoreMode = z.infer<typeof RestoreMode>

/** Absolute, without `..`: what a person sees is where it goes. */
const AbsolutePath = z
  .string()
  .min(1)
  .max(4_000)
  .regex(/^\//, 'Expected an absolute path such as /srv/restored.')
  .refine((path) => !path.split('/').includes('..'), 'Expected a path without ..')

/** A server that is to be made of an image. */
export const NewServerWish = z.object({ name: HostName, region: ProviderWord, size: ProviderWord })
export type NewServerWish = z.infer<typeof NewServerWish>

export const RestoreInput = z.object({
  recovery_point_id: idSchema('rcp'),
  mode: RestoreMode.describe(
    '`in_place`: to where it came from; `path`: files, below a folder; `new_server`: an image, to a server that is made for it. `download`, and `new_server` for files, are refused with what to do instead: GET /api/recovery-points/:id/download, and `path` to a machine that is enrolled.',
  ),
  include: z.array(AbsolutePath).max(1_000).default([]).describe('Files and folders; empty for all.'),
  target: z
    .object({
      server_id: idSchema('srv').optional().describe('Another server of the organization. Default: the same.'),
      path: AbsolutePath.optional().describe('With `path`: the folder the files go below.'),
    })
    .default({}),
  new_server: z
    .object({ name: HostName, region: ProviderWord.optional(), size: ProviderWord.optional() })
    .optional()
    .describe(
      'With `new_server`: what it is called, and where and how large it is; as the backed-up server where left out. GET /api/recovery-points/:id/new-server-choices has what there is.',
    ),
  overwrite: z.enum(overwriteRules).default('if-changed'),
  dry_run: z.boolean().default(false).describe('Says what would be written, and writes nothing.'),
  safety_backup: z
    .boolean()
    .default(true)
    .describe('Before an in-place restore: a backup of what is there now, as a way back.'),
  accept_loss: z
    .array(idSchema('rcp'))
    .max(200)
    .optional()
    .describe('The newer snapshots that the provider may delete by going back to this one; a refusal names them.'),
  confirm: z.string().max(255).optional().describe('The target server’s name, where files may be overwritten.'),
})
export type RestoreInput = z.infer<typeof RestoreInput>

export const Restore = z
  .object({
    id: idSchema('rst'),
    server_id: idSchema('srv'),
    recovery_point_id: idSchema('rcp'),
    mode: RestoreMode,
    target_server_id: idSchema('srv')
      .nullable()
      .describe('Null where nothing came of a new server, or it was removed.'),
    target_server_name: z.string(),
    new_server: NewServerWish.nullable().describe('What was wished for, with mode `new_server`.'),
    target_path: z.string().nullable(),
    include: z.array(z.string()),
    overwrite: z.enum(overwriteRules),
    health: Health.nullable().describe('Of an image that was restored; null until it was looked at.'),
    dry_run: z.boolean(),
    safety_run_id: z.string().nullable().describe('The backup made before, as a way back.'),
    run_id: idSchema('run'),
    status: z.enum(['in_progress', 'completed', 'failed', 'cancelled']),
    run: Run.describe('With its progress, figures and end.'),
    estimated_completion: z.iso.datetime().nullable().describe('From what the agent reports; null when not known.'),
    completed_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Restore' })
export type Restore = z.infer<typeof Restore>
export const RestoreDetail = Restore.extend({
  root_password_until: z.iso
    .datetime()
    .nullable()
    .describe(
      'Until then POST /api/servers/:id/root-password tells you, once, what the provider set on the new server; null: nothing waits for you.',
    ),
}).meta({ id: 'RestoreDetail' })
export type RestoreDetail = z.infer<typeof RestoreDetail>

const MoneyShape = z.object({ amount_minor: z.number().int(), currency: z.string() })
export const NewServerChoices = z
  .object({
    regions: z.array(z.string()).describe('Where the image is, or can be used from.'),
    min_disk_gb: z.number().nullable().describe('The smallest disk that holds it; null when nothing tells.'),
    sizes: z.array(
      z.object({
        name: z.string(),
        disk_gb: z.number(),
        regions: z.array(z.string()).nullable().describe('Where it is sold; null when nothing tells.'),
        price_per_month: MoneyShape.nullable().describe(
          'In its dearest region; null when nobody knows, and for members where the operators pay.',
        ),
        fits: z.boolean().describe('Its disk is large enough.'),
      }),
    ),
    suggested: z.object({ region: z.string().nullable(), size: z.string().nullable() }).describe('As the server was.'),
  })
  .meta({ id: 'NewServerChoices' })
export type NewServerChoices = z.infer<typeof NewServerChoices>
const Range = z.object({ from_seconds: z.number(), to_seconds: z.number(), based_on: z.number().int() })
const Earlier = Range.extend({
  of_server: z.boolean().describe('All of them were of this very server; else of servers of its size.'),
  bytes_least: z.number().nullable().describe('The smallest image among them; null where not all sizes are known.'),
  bytes_most: z.number().nullable(),
}).nullable()
export const RestoreReview = z
  .object({
    checked_at: z.iso.datetime().describe('When the provider was asked.'),
    address: z.string().nullable().describe('The server’s public address, which it keeps.'),
    fit: z
      .object({
        region: z.string().nullable(),
        in_region: z.boolean().nullable().describe('The image lies where the server is; null when nothing tells.'),
        disk_gb: z.number().nullable(),
        needed_gb: z.number().nullable().describe('The smallest disk that takes the image; null when nothing tells.'),
        refusal: z.string().nullable().describe('Why it cannot go back; null: nothing known speaks against it.'),
      })
      .describe('Region and disk of the server, as the provider shows them now, against what the image wants.'),
    safety_price: MoneyShape.nullable().describe(
      'What a safety snapshot costs for its seven days, by the newest image; null where no price or size is known, and for members where the operators pay.',
    ),
    earlier_restores: Earlier.describe('How long earlier ones took, in place; null while fewer than two did.'),
    earlier_snapshots: Earlier,
  })
  .meta({ id: 'RestoreReview' })
export type RestoreReview = z.infer<typeof RestoreReview>
export const RestoreStarted = z.object({ id: idSchema('rst'), run_id: idSchema('run') }).meta({ id: 'RestoreStarted' })
export const RestorePage = pageOf(Restore)
export const RestoreParams = z.object({ restore_id: idSchema('rst') })
export const ListRestoresQuery = listQuery.extend({ server_id: idSchema('srv').optional() })
export type ListRestoresQuery = z.infer<typeof ListRestoresQuery>
