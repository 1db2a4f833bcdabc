import type { Api } from '../api.ts'
import type { ActionState } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { instancePath } from './id-of.ts'
import { instanceReply, snapshotReply } from './schemas.ts'
import { snapshotPath } from './snapshots.ts'

/**
 * Vultr has jobs for upgrades only: what became of a change is read off the server or the snapshot itself. Refs are of our making:
 * `create:<server>`, `snapshot:<snapshot>`, `restore:<server>:<started, ms>:<power before>`.
 */
export const followAction = async (
  api: Api,
  action: string,
  { now_ms, settle_ms }: { now_ms: number; settle_ms: number },
): Promise<ActionState> => {
  const [kind, ref = '', started = '', before = ''] = action.split(':')
  if (kind === 'create') return followServer(api, ref, ['running'])
  if (kind === 'snapshot') return followSnapshot(api, ref)
  if (kind === 'restore' && /^\d+$/.test(started)) {
    // Until the server shows that it is busy, nothing tells a restore that has not begun from one that is done.
    return now_ms < Number(started) + settle_ms ? running : followServer(api, ref, ['running', before])
  }
  throw new ProviderError(`"${action.slice(0, 80)}" is no action at Vultr.`, {
    kind: 'permanent',
    effect: 'none',
    retry_after_ms: null,
  })
}

const running: ActionState = { state: 'running', percent: null }

/** Ends well when all three of its states are; Vultr has no word for one that does not. */
const followServer = async (api: Api, ref: string, power: readonly string[]): Promise<ActionState> => {
  const { status, server_status, power_status } = (await api.read('getInstance', instancePath(ref), instanceReply))
    .instance
  if (status === 'suspended') return { state: 'failed', reason: 'Vultr has suspended this server. Look in its panel.' }
  const isDone = status === 'active' && server_status === 'ok' && power.includes(power_status ?? '')
  return isDone ? { state: 'succeeded' } : running
}

const followSnapshot = async (api: Api, ref: string): Promise<ActionState> => {
  try {
    const { snapshot } = await api.read('getSnapshot', snapshotPath(ref), snapshotReply)
    if (snapshot.status === 'complete') return { state: 'succeeded' }
    return snapshot.status === 'deleted' ? deleted : running
  } catch (error) {
    // Its id was in the answer that made it, so it was there.
    if (error instanceof ProviderError && error.kind === 'not_found') return deleted
    throw error
  }
}

const deleted: ActionState = {
  state: 'failed',
  reason: 'Vultr does not have this snapshot any more: it could not be taken, or somebody deleted it.',
}
