import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { RetentionRules } from '../../recovery-points/retention/schema.ts'
import { findProtectionAcrossOrganizations } from '../queries.ts'
import { RunSchedule } from '../schedule/schema.ts'
import { type Method, Reason } from '../schema.ts'
import { rulesOf } from './rules-of.ts'

export type KeptProtection = {
  id: string
  server_id: string
  method: Method
  rules: RetentionRules
  schedule: RunSchedule | null
  released_at: string | null
  held: (Reason & { since: string }) | null
}

const Held = Reason.extend({ since: z.string() })

/** What retention needs of a protection that makes its own backups; null when there is none of this id. For the system's own work. */
export const loadKeptProtection = async (
  ctx: Context,
  input: { protection_id: string },
): Promise<KeptProtection | null> => {
  const row = await findProtectionAcrossOrganizations(ctx.db, input.protection_id)
  if (row === undefined || row.method === 'native') return null
  return {
    id: row.id,
    server_id: row.server_id,
    method: row.method,
    rules: rulesOf(row),
    schedule: RunSchedule.nullable().parse(row.schedule),
    released_at: row.retention_released_at,
    held: Held.nullable().parse(row.retention_held),
  }
}
