import { z } from 'zod'
import { idSchema } from '../../lib/ids.ts'
import { Health } from '../../servers/health/schema.ts'

const MoneyShape = z.object({
  amount_minor: z.number().int().min(0).max(1_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Expected a currency such as EUR.'),
})

export const ImageDrillsInput = z.object({
  ceiling: MoneyShape.describe('The most that one drill may cost.'),
})
export type ImageDrillsInput = z.infer<typeof ImageDrillsInput>

const Refusal = z.object({ code: z.string(), message: z.string(), at: z.iso.datetime() })

/** Whether drills make throw-away servers of a server's images. */
export const ImageDrills = z
  .object({
    server_id: idSchema('srv'),
    enabled: z.boolean(),
    possible: z.boolean().describe('The provider makes new servers of its images.'),
    ceiling: MoneyShape.nullable(),
    next_at: z.iso.datetime().nullable(),
    refused: Refusal.nullable().describe('Why the last one that was due did not begin.'),
  })
  .meta({ id: 'ImageDrills' })
export type ImageDrills = z.infer<typeof ImageDrills>

/** What came of a drill, kept until its server is gone. `not_tried`: it says nothing of the image. */
export const JudgedImage = z.object({
  verdict: z.enum(['passed', 'failed', 'not_tried', 'cancelled']),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  health: Health.nullable(),
  seconds: z.number(),
})
export type JudgedImage = z.infer<typeof JudgedImage>
