import type { Context } from '../../context.ts'
import { notFound } from '../../lib/errors.ts'
import { listPointsToKeep, type PointToKeep } from '../../recovery-points/list-points-to-keep.ts'
import { loadServer } from '../../servers/load-server.ts'
import { findProtectionOf } from '../queries.ts'
import { RunSchedule } from '../schedule/schema.ts'
import { outlookOf } from './outlook-of.ts'
import { planFor } from './plan-for.ts'
import type { RetentionPreview, RetentionPreviewInput } from './schema.ts'

/** What rules would do before anybody saves them: to what there is now, and within a year. Changes nothing. */
export const previewRetention = async (ctx: Context, input: RetentionPreviewInput): Promise<RetentionPreview> => {
  if (input.method === 'native') throw notFound()
  const server = await loadServer(ctx, input)
  const protection = await findProtectionOf(ctx.db, server.id, input.method)
  const schedule = input.schedule ?? RunSchedule.nullable().parse(protection?.schedule ?? null)
  const points = protection === undefined ? [] : await listPointsToKeep(ctx, { protection_id: protection.id })
  const { rules } = input
  const now = ctx.clock.now()
  const released_at = protection?.retention_released_at ?? null
  const plan = planFor({ points, rules, schedule, released_at, now })
  const gone = new Set(plan.would_forget)
  const left = points.filter(({ id }) => !gone.has(id))
  const expiries = schedule === null ? null : outlookOf(left, rules, schedule, { now, look: 'expiries' })
  const year = schedule === null ? null : outlookOf(left, rules, schedule, { now, look: 'year' })
  const byId = new Map(points.map((point) => [point.id, point]))
  const shown = (id: string) => show(byId.get(id))
  return {
    keep: plan.keep
      .filter(({ id }) => !gone.has(id))
      .map(({ id, because }) => ({ ...shown(id), because, expires_at: expiries?.expires.get(id) ?? null })),
    forget: plan.would_forget.map(shown),
    held: plan.held,
    in_a_year: year === null || !year.complete ? null : { kept: year.kept, most: year.most },
  }
}

const show = (point: PointToKeep | undefined) => {
  if (point === undefined) throw new Error('retention told of a recovery point that it was not given')
  return { recovery_point_id: point.id, taken_at: point.taken_at, source: point.source, size_bytes: point.size_bytes }
}
