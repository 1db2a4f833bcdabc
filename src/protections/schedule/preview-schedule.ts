import type { Context } from '../../context.ts'
import { loadServer } from '../../servers/load-server.ts'
import { jitterMinutes, nextBackup } from '../next-backup.ts'
import type { RunSchedule } from './schema.ts'

const shown = 3

/** When a schedule would make its next backups of a server, before anybody saves it. Changes nothing. */
export const previewSchedule = async (
  ctx: Context,
  input: { server_id: string; schedule: RunSchedule },
): Promise<{ next: string[]; spread_minutes: number }> => {
  const server = await loadServer(ctx, input)
  const next: string[] = []
  let after = ctx.clock.now()
  while (next.length < shown) {
    after = nextBackup({ server_id: server.id, schedule: input.schedule }, after)
    next.push(after)
  }
  return { next, spread_minutes: jitterMinutes }
}
