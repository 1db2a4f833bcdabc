import type { Context } from '../../context.ts'
import type { RunEnd } from '../../runs/finish-run.ts'
import { recordProgress } from '../../runs/record-progress.ts'
import { checkHealth } from '../../servers/health/check-health.ts'
import { HealthTried } from '../../servers/health/schema.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { type RestoreRow, updateHealth } from '../queries.ts'

type Input = { restore: RestoreRow; server: Pick<LoadedServer, 'health_port' | 'health_ping'>; address: string | null }

/**
 * What a server that runs again answers, kept with its restore. Resolves with how that ends the restore; null while it is to be looked at
 * again.
 */
export const checkRestored = async (
  ctx: Context,
  { restore, server, address }: Input,
): Promise<Pick<RunEnd, 'outcome' | 'error'> | null> => {
  const before = HealthTried.nullable().parse(restore.health)
  const health = await checkHealth(ctx, {
    port: server.health_port,
    ping: server.health_ping,
    address,
    before,
  })
  await updateHealth(ctx.db, restore.id, health)
  if (health.state === 'checking') {
    const note = server.health_ping
      ? 'Waiting for an answer to a ping'
      : `Waiting for an answer on port ${server.health_port}`
    await recordProgress(ctx, { run_id: restore.run_id, progress: { kind: 'none', note } })
    return null
  }
  const isSet = server.health_port !== null || server.health_ping
  if (health.state === 'passed' || (health.state === 'not_configured' && !isSet)) return { outcome: 'succeeded' }
  if (health.state === 'not_configured') {
    const message = `It was restored, and runs. What it answers is not known. ${health.detail} Look on the server whether all is well.`
    return { outcome: 'warning', error: { code: 'health_unknown', message } }
  }
  const message = `It was restored, and runs. ${health.detail} Look on the server what does not start.`
  return { outcome: 'warning', error: { code: 'health_failed', message } }
}
