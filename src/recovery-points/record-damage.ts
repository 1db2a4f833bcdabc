import { type Context, inTransaction } from '../context.ts'
import { publishEvent } from '../events/publish-event.ts'
import { loadServer } from '../servers/load-server.ts'
import { listAvailableOfRepositoryAcrossOrganizations, type RecoveryPointRow, updateToDamaged } from './queries.ts'
import { PointDamage } from './schema.ts'

export type FoundDamage = { objects: number; files: number | null; paths: readonly string[] }

const mostPaths = 100

/**
 * Marks the recovery points of a repository that need damaged objects, by what `damageOf` says of each snapshot. Damage is only
 * added here: it goes with `clearDamage`. Resolves with those that are touched, newest first.
 */
export const recordDamage = async (
  ctx: Context,
  input: { repository_id: string; damageOf: (snapshot: string) => FoundDamage | null },
): Promise<{ point: RecoveryPointRow; damage: PointDamage }[]> => {
  const points = await listAvailableOfRepositoryAcrossOrganizations(ctx.db, input.repository_id)
  const touched = points.flatMap((point) => {
    const found = input.damageOf(point.ref)
    return found === null ? [] : [{ point, damage: joined(ctx, point, found) }]
  })
  await inTransaction(ctx, async (ctx) => {
    for (const { point, damage } of touched) {
      const { organization_id } = await loadServer(ctx, { server_id: point.server_id })
      await updateToDamaged(ctx.db, point.id, JSON.stringify(damage), ctx.clock.now())
      await publishEvent(ctx, { topic: 'recovery_point.changed', organization_id, entity_id: point.id })
    }
  })
  return touched
}

/** What was found before may have been taken out since, and is still not there. */
const joined = (ctx: Context, { damage }: RecoveryPointRow, found: FoundDamage): PointDamage => {
  const before = PointDamage.nullable().parse(damage)
  const files = before === null ? found.files : larger(before.files, found.files)
  return {
    found_at: before?.found_at ?? ctx.clock.now(),
    objects: Math.max(before?.objects ?? 0, found.objects),
    files,
    paths: [...new Set([...(before?.paths ?? []), ...found.paths])].slice(0, mostPaths),
  }
}

const larger = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.max(a, b))
