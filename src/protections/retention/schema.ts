import { z } from 'zod'
import { idSchema } from '../../lib/ids.ts'
import { RetentionRules } from '../../recovery-points/retention/schema.ts'
import { RunSchedule } from '../schedule/schema.ts'
import { Method, Reason } from '../schema.ts'

export const RetentionPreviewInput = z.object({
  server_id: idSchema('srv'),
  method: Method.default('files'),
  rules: RetentionRules,
  schedule: RunSchedule.optional().describe('Default: the one the protection has.'),
})
export type RetentionPreviewInput = z.infer<typeof RetentionPreviewInput>

const Point = z.object({
  recovery_point_id: idSchema('rcp'),
  taken_at: z.iso.datetime(),
  source: z.string(),
  size_bytes: z.number().int().nullable(),
})

/** What would become of the recovery points there are, and how many there will be in a year. */
export const RetentionPreview = z
  .object({
    keep: z.array(
      Point.extend({
        because: z.array(z.string()).describe('Such as "daily 3 of 30".'),
        expires_at: z.iso
          .datetime()
          .nullable()
          .describe('If every backup succeeds; null where that is too far off to say.'),
      }),
    ),
    forget: z.array(Point).describe('What the rules let go. Nothing of it goes while `held` says why.'),
    held: Reason.nullable(),
    in_a_year: z
      .object({ kept: z.number().int(), most: z.number().int().describe('The most at any time.') })
      .nullable()
      .describe('If every backup succeeds; null without a schedule, and where rules keep too many to count ahead.'),
  })
  .meta({ id: 'RetentionPreview' })
export type RetentionPreview = z.infer<typeof RetentionPreview>

export const ReleasedRetention = z.object({ released_at: z.iso.datetime() }).meta({ id: 'ReleasedRetention' })
export type ReleasedRetention = z.infer<typeof ReleasedRetention>
