import type { Clock } from '../../lib/clock.ts'
import type { Provider } from '../provider.ts'
import type { Send } from '../send.ts'
import { createAsk } from './ask.ts'
import { contaboCapabilities } from './capabilities.ts'
import { checkCredentials } from './check-credentials.ts'
import { followAction } from './follow-action.ts'
import { disableNative, enableNative, noChoice } from './native-backups.ts'
import { createServer, getInstance, listServers } from './servers.ts'
import { createSnapshot, deleteSnapshot, listSnapshots, rollback } from './snapshots.ts'
import { toServer } from './to-server.ts'
import { type ContaboCredentials, createTokenSource } from './token-source.ts'
import { unsupported } from './unsupported.ts'
import { withSession } from './with-session.ts'

export type ContaboParts = {
  /** Sends once, within the account's limit. */
  readonly send: Send
  /** Repeats what may be repeated; put around the session, so that each repetition has a token and a request id of its own. */
  readonly repeat: (send: Send) => Send
  readonly token_url: string
  readonly credentials: ContaboCredentials
  readonly clock: Clock
  /** A UUID of version 4. */
  readonly requestId: () => string
  /** Add-on ids known to be auto-backup. Read at each call, so it may grow while in use. */
  readonly backup_addon_ids: ReadonlySet<number>
  /** Add-on ids known to be something else. */
  readonly other_addon_ids?: ReadonlySet<number>
  /** How long after its start a rollback is taken to be under way although the server looks as ever. */
  readonly rollback_settle_ms?: number
}

/** One Contabo account. */
export const createContabo = (parts: ContaboParts): Provider => {
  const { clock, requestId, rollback_settle_ms = 60_000 } = parts
  const tokens = createTokenSource(parts)
  const ask = createAsk(parts.repeat(withSession(parts.send, { tokens, requestId })))
  const known = { backup: parts.backup_addon_ids, other: parts.other_addon_ids ?? new Set<number>() }
  const inThePanel = 'It is done in the Contabo panel.'
  return {
    name: 'contabo',
    capabilities: contaboCapabilities,
    checkCredentials: () => checkCredentials(ask, tokens),
    listServers: () => listServers(ask, known),
    getServer: async (ref) => toServer(await getInstance(ask, ref), known),
    createServer: (input) => createServer(ask, input),
    enableNative: (ref, schedule) => enableNative(ask, known, ref, schedule),
    changeNativeSchedule: async () => {
      throw noChoice()
    },
    disableNative: async () => disableNative(),
    listRecoveryPoints: (ref) => listSnapshots(ask, ref),
    createSnapshot: (ref, name) => createSnapshot(ask, ref, name),
    deleteSnapshot: (ref, snapshotRef) => deleteSnapshot(ask, ref, snapshotRef),
    convertToSnapshot: async () => {
      throw unsupported('to turn an auto-backup into a snapshot', 'Take a snapshot instead.')
    },
    restoreInPlace: async (ref, point) => {
      if (point.kind === 'native') throw unsupported('to restore an auto-backup', inThePanel)
      return rollback(ask, ref, point.ref, clock.nowMs())
    },
    restoreToNew: async () => {
      throw unsupported('to make a new server from a recovery point', 'Put the server itself back to a snapshot.')
    },
    followAction: (action) => followAction(ask, action, { now_ms: clock.nowMs(), settle_ms: rollback_settle_ms }),
  }
}
