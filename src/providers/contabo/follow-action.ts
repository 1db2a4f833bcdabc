import type { ActionState } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { asSentence } from './as-sentence.ts'
import type { ContaboAsk } from './contabo-ask.ts'
import { snapshotSchema } from './schema.ts'
import { getInstance } from './servers.ts'
import { snapshotPath } from './snapshots.ts'

/**
 * Contabo has no actions: what became of a change is read off the server or the snapshot itself. Refs are of our making:
 * `create:<server>`, `snapshot:<server>:<snapshot>`, `rollback:<server>:<started, ms>:<status before>`.
 */
export const followAction = async (
  ask: ContaboAsk,
  action: string,
  { now_ms, settle_ms }: { now_ms: number; settle_ms: number },
): Promise<ActionState> => {
  const [kind, ref = '', detail = '', before = ''] = action.split(':')
  if (ref !== '' && kind === 'create') return followServer(ask, ref, ['running', 'stopped'])
  if (ref !== '' && kind === 'snapshot' && detail !== '') return followSnapshot(ask, ref, detail)
  if (ref !== '' && kind === 'rollback' && /^\d+$/.test(detail)) {
    // Until the server leaves `running`, nothing tells a rollback that has not begun from one that is done.
    return now_ms < Number(detail) + settle_ms
      ? { state: 'running', percent: null }
      : followServer(ask, ref, ['running', before])
  }
  throw new ProviderError(`"${action.slice(0, 80)}" is no action at Contabo.`, {
    kind: 'permanent',
    effect: 'none',
    retry_after_ms: null,
  })
}

const needsAPerson: Readonly<Record<string, string>> = {
  pending_payment: 'Contabo waits for a payment. Pay the order in the Contabo panel.',
  verification_required: 'Contabo wants to verify the account first. Look in the Contabo panel.',
  product_not_available: 'Contabo does not have this product at the moment.',
  error: 'Contabo reports an error on this server.',
}

const followServer = async (ask: ContaboAsk, ref: string, done: readonly string[]): Promise<ActionState> => {
  const { status = 'unknown', errorMessage } = await getInstance(ask, ref)
  if (done.includes(status)) return { state: 'succeeded' }
  const reason = needsAPerson[status]
  if (reason === undefined) return { state: 'running', percent: null }
  return { state: 'failed', reason: errorMessage ? `${reason} It says: ${asSentence(errorMessage)}` : reason }
}

const followSnapshot = async (ask: ContaboAsk, ref: string, snapshotRef: string): Promise<ActionState> => {
  try {
    const question = { operation: 'retrieveSnapshot', method: 'GET', path: snapshotPath(ref, snapshotRef) } as const
    await ask.one({ ...question }, snapshotSchema)
    return { state: 'succeeded' }
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not_found') return { state: 'running', percent: null }
    throw error
  }
}
