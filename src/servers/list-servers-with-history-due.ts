import type { z } from 'zod'
import type { Context } from '../context.ts'
import { listHistoryDueAcrossOrganizations } from './queries.ts'
import { NativeScheduleShape } from './schema.ts'

/** What it takes to read the list of a server's images and to judge it. */
export type ServerToRead = {
  id: string
  name: string
  size: string | null
  provider_ref: string
  native: {
    state: 'on' | 'off' | 'unknown'
    schedule: z.infer<typeof NativeScheduleShape> | null
    next_at: string | null
  }
  /** Ids of its images as the newest listing told; null where listings do not tell. */
  point_refs: readonly string[] | null
  /** Some of its images are on record as there. */
  has_images: boolean
}

/** Servers of a provider account, of all organizations, whose list of images is to be read; longest due first. */
export const listServersWithHistoryDue = async (
  ctx: Context,
  input: { provider_account_id: string; limit: number },
): Promise<ServerToRead[]> => {
  const rows = await listHistoryDueAcrossOrganizations(ctx.db, input.provider_account_id, ctx.clock.now(), input.limit)
  return rows.flatMap((row) => (row.provider_ref === null ? [] : [toRead({ ...row, provider_ref: row.provider_ref })]))
}

type Row = Awaited<ReturnType<typeof listHistoryDueAcrossOrganizations>>[number] & { provider_ref: string }

const toRead = (row: Row): ServerToRead => ({
  id: row.id,
  name: row.name,
  size: row.size,
  provider_ref: row.provider_ref,
  native: {
    state: row.native_state,
    schedule: NativeScheduleShape.nullable().parse(row.native_schedule),
    next_at: row.native_next_at,
  },
  point_refs: row.point_refs,
  has_images: row.has_images,
})
