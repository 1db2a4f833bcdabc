import { z } from 'zod'
import type { PanelInput } from './cloud.ts'

const oldSnapshotSchema = z.object({
  server_ref: z.string(),
  /** The id it gets, chosen outside, so that doing it twice adds one. */
  ref: z.string(),
  name: z.string(),
  taken_at: z.iso.datetime(),
  size_bytes: z.number(),
})
export type OldSnapshot = z.infer<typeof oldSnapshotSchema>

/** A snapshot that a server is to have from earlier, for `panel.add_snapshot`. */
export const readOldSnapshot = (input: PanelInput): OldSnapshot => oldSnapshotSchema.parse(input)
