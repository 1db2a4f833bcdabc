import { z } from 'zod'
import type { Services } from '../context.ts'
import { TargetSettings } from './schema.ts'
import type { TargetRow } from './target-queries.ts'

const Sealed = z.object({
  settings: TargetSettings,
  /** Of webhooks: with which they are signed, the newest first. One that was replaced counts until then. */
  secrets: z.array(z.object({ secret: z.string(), until: z.string().nullable() })),
})
export type OpenedTarget = z.infer<typeof Sealed>

/** What a target needs to be reached, opened. */
export const openTarget = (
  { secrets }: Services,
  { id, sealed_settings }: Pick<TargetRow, 'id' | 'sealed_settings'>,
): OpenedTarget => Sealed.parse(JSON.parse(secrets.open('notification_target', id, sealed_settings)))
