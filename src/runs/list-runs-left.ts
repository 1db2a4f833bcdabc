import type { Context } from '../context.ts'
import { isoPlusMs } from '../lib/clock.ts'
import { listRunsLeftAcrossOrganizations } from './queries.ts'
import type { RunKind } from './schema.ts'

const mostAtOnce = 100

/** Runs of a kind that have not ended, and that nobody touched for so long. For the system's own work. */
export const listRunsLeft = async (ctx: Context, input: { kind: RunKind; untouched_ms: number }): Promise<string[]> => {
  const before = isoPlusMs(ctx.clock.now(), -input.untouched_ms)
  return (await listRunsLeftAcrossOrganizations(ctx.db, { kind: input.kind, before, limit: mostAtOnce })).map(
    ({ id }) => id,
  )
}
