import type { Context } from '../../context.ts'
import { startSnapshot } from '../../protections/snapshots/start-snapshot.ts'
import type { Capabilities } from '../../providers/provider.ts'
import { logRun } from '../../runs/log-run.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { hasFreeSlot } from './has-free-slot.ts'

type Input = { run_id: string; server: LoadedServer; capabilities: Capabilities; wanted: boolean }

/** A snapshot of what is there now, as a way back, where it takes nothing else away. The log says why there is none. */
export const takeSafetySnapshot = async (
  ctx: Context,
  { run_id, server, capabilities, wanted }: Input,
): Promise<string | null> => {
  if (!wanted) return null
  const why = await whyNone(ctx, server, capabilities)
  if (why === null) {
    const order = { server_id: server.id, protection_id: null, purpose: 'safety', parent_run_id: run_id } as const
    return (await startSnapshot(ctx, order)).run_id
  }
  await logRun(ctx, { run_id, level: 'warning', message: `No safety snapshot first: ${why}` })
  return null
}

const whyNone = async (
  ctx: Context,
  server: LoadedServer,
  { label, snapshot }: Capabilities,
): Promise<string | null> => {
  if (snapshot === null) return `${label} takes no snapshots.`
  if (snapshot.rollback_deletes_newer) return `${label} would delete it when it goes back to an older one.`
  if (snapshot.needs_native && server.native_state !== 'on')
    return `${label} takes snapshots only with its own backups.`
  if (!(await hasFreeSlot(ctx, { server, capability: snapshot }))) return 'there is no free slot for one.'
  return null
}
