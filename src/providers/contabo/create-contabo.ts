import type { Provider } from '../provider.ts'
import { rateLimitTold } from '../rate-limit-told.ts'
import type { Send } from '../send.ts'
import { createTransport, type ProviderParts, type TransportOptions } from '../transport.ts'
import { contaboCapabilities } from './capabilities.ts'
import { checkCredentials } from './check-credentials.ts'
import { classifyReply } from './classify-reply.ts'
import { createContaboAsk } from './contabo-ask.ts'
import { followAction } from './follow-action.ts'
import { createContaboLimiter, readRateLimit } from './limits.ts'
import { listChangedServers } from './list-changed-servers.ts'
import { disableNative, enableNative, noChoice } from './native-backups.ts'
import { createContaboRedact } from './redact.ts'
import { createServer, getInstance, listServers } from './servers.ts'
import { createSnapshot, deleteSnapshot, listSnapshots, rollback } from './snapshots.ts'
import { toServer } from './to-server.ts'
import { type ContaboCredentials, createTokenSource } from './token-source.ts'
import { unsupported } from './unsupported.ts'
import { urlsOf } from './urls.ts'
import { withSession } from './with-session.ts'

export type ContaboAccount = {
  readonly credentials: ContaboCredentials
  /** In place of both of Contabo's addresses. */
  readonly endpoint: string | null
  /** Add-on ids known to be auto-backup. Read at each call, so it may grow while in use. */
  readonly backup_addon_ids: ReadonlySet<number>
  /** Add-on ids known to be something else. */
  readonly other_addon_ids?: ReadonlySet<number>
  /** How long after its start a rollback is taken to be under way although the server looks as ever. */
  readonly rollback_settle_ms?: number
}

/** One Contabo account. */
export const createContabo = (account: ContaboAccount, parts: ProviderParts): Provider => {
  const { clock, random } = parts
  const { credentials, rollback_settle_ms = 30_000 } = account
  const { base_url, token_url } = urlsOf(account.endpoint)
  const classify = classifyReply(clock)
  const redact = createContaboRedact(credentials)
  const limiter = parts.limiter ?? createContaboLimiter(parts)
  const shared: Omit<TransportOptions, 'authorize'> = {
    provider: 'contabo',
    base_url,
    classify,
    read_rate_limit: readRateLimit(clock),
    limiter,
    redact,
    // Refused without a word on when to come back, the limiter waits 1, 2, 4 … seconds: eight tries see a whole minute out.
    attempts_when_limited: 8,
  }
  const requestId = () => random.uuid()
  // Tokens come by a transport of their own: they are limited, repeated and logged like any call.
  const tokens = createTokenSource({ send: createTransport(shared, parts), token_url, credentials, clock, requestId })
  const authorize = (send: Send) => withSession(send, { tokens, requestId })
  const ask = createContaboAsk(createTransport({ ...shared, authorize }, parts), { classify, redact })
  const known = { backup: account.backup_addon_ids, other: account.other_addon_ids ?? new Set<number>() }
  const inThePanel = 'It is done in the Contabo panel.'
  return {
    name: 'contabo',
    capabilities: contaboCapabilities,
    rateLimit: () => rateLimitTold(limiter.state()),
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
    listAllRecoveryPoints: async () => {
      throw unsupported('list the snapshots of all servers at once', 'They are read server by server.')
    },
    listChangedServers: (since) => listChangedServers(ask, since),
    listPrices: async () => {
      throw unsupported('tell its prices', 'Operators enter them, with the day they were read.')
    },
    createSnapshot: (ref, name) => createSnapshot(ask, ref, name),
    deleteSnapshot: (ref, snapshotRef) => deleteSnapshot(ask, ref, snapshotRef),
    convertToSnapshot: async () => {
      throw unsupported('turn an auto-backup into a snapshot', 'Take a snapshot instead.')
    },
    restoreInPlace: async (ref, point) => {
      if (point.kind === 'native') throw unsupported('restore an auto-backup', inThePanel)
      return rollback(ask, ref, point.ref, clock.nowMs())
    },
    restoreToNew: async () => {
      throw unsupported('make a new server from a recovery point', 'Put the server itself back to a snapshot.')
    },
    newServerChoices: async () => {
      throw unsupported('make a new server from a recovery point', 'Put the server itself back to a snapshot.')
    },
    deleteThrowaway: async () => {
      throw unsupported('delete a server', 'Cancel it in the panel.')
    },
    followAction: (action) => followAction(ask, action, { now_ms: clock.nowMs(), settle_ms: rollback_settle_ms }),
  }
}
