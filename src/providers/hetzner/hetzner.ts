import { z } from 'zod'
import { createRedact } from '../../lib/redact.ts'
import { createApi } from '../api.ts'
import { createAsk } from '../ask.ts'
import type { Provider } from '../provider.ts'
import type { ProviderAccess, ProviderEntry } from '../provider-entry.ts'
import { ProviderError } from '../provider-error.ts'
import { rateLimitTold } from '../rate-limit-told.ts'
import { createRateLimiter } from '../rate-limiter.ts'
import type { Send } from '../send.ts'
import { createTransport, type ProviderParts } from '../transport.ts'
import { capabilities } from './capabilities.ts'
import { checkCredentials } from './check-credentials.ts'
import { createClassify, readRateLimit, wordsOf } from './classify.ts'
import { createServer } from './create-server.ts'
import { deleteThrowaway } from './delete-throwaway.ts'
import { idOf } from './id-of.ts'
import { listPrices } from './list-prices.ts'
import { newServerChoices } from './new-server-choices.ts'
import { listAllRecoveryPoints, listRecoveryPoints } from './recovery-points.ts'
import { getServer, listServers } from './servers.ts'
import { convertToSnapshot, createSnapshot, deleteSnapshot } from './snapshots.ts'
import { followAction, startAction } from './start-action.ts'

const { label } = capabilities
const credentials = z.object({
  token: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,}$/, 'Paste the whole token: letters and digits without spaces.'),
})

/** Hetzner Cloud, API v1. Hetzner's dedicated servers have an API of their own and are not in here. */
export const hetzner: ProviderEntry = {
  name: 'hetzner',
  capabilities,
  credential_fields: [
    {
      name: 'token',
      label: 'API token',
      secret: true,
      help: 'Make one in the project under Security > API tokens, with the permission Read & Write. A token is for one project: connect each project as an account of its own.',
    },
  ],
  credentials,
  default_endpoint: 'https://api.hetzner.cloud',
  // 3,600 an hour for a project, given back about one a second; its headers tell what is left. No limit within a minute is known.
  createLimiter: ({ clock, wait }) => createRateLimiter({ label, clock, wait, burst_per_minute: () => null }),
  create: (access, parts) => createHetzner(access, parts),
}

const createHetzner = (access: ProviderAccess, parts: ProviderParts): Provider => {
  const { token } = credentials.parse(access.credentials)
  const redact = createRedact([token])
  const classify = createClassify(parts.clock)
  const limiter = parts.limiter ?? hetzner.createLimiter(parts)
  const send = createTransport(
    {
      provider: 'hetzner',
      base_url: access.endpoint ?? hetzner.default_endpoint,
      classify,
      read_rate_limit: readRateLimit(parts.clock),
      limiter,
      redact,
      authorize: withToken(token),
    },
    parts,
  )
  const api = createApi(createAsk({ label, send, classify, said: wordsOf, redact }))
  return {
    name: 'hetzner',
    capabilities,
    rateLimit: () => rateLimitTold(limiter.state()),
    checkCredentials: () => checkCredentials(api),
    listServers: () => listServers(api),
    getServer: (ref) => getServer(api, ref),
    createServer: (input) => createServer(api, input),
    enableNative: async (ref, schedule) => {
      if (schedule !== null) throw noChoice()
      return startAction(api, ref, 'enable_backup')
    },
    changeNativeSchedule: async () => {
      throw noChoice()
    },
    disableNative: async (ref) => startAction(api, ref, 'disable_backup'),
    listRecoveryPoints: (ref) => listRecoveryPoints(api, ref),
    listAllRecoveryPoints: () => listAllRecoveryPoints(api),
    listPrices: () => listPrices(api),
    createSnapshot: async (ref, name) => createSnapshot(api, ref, name),
    deleteSnapshot: (ref, snapshotRef) => deleteSnapshot(api, ref, snapshotRef),
    convertToSnapshot: (ref) => convertToSnapshot(api, ref),
    // Backups and snapshots alike: the disk is written anew. User data from the server's first start is used again, which nobody
    // but its maker knows; what cloud-init makes of that on a restored disk is not documented.
    restoreInPlace: async (ref, point) => startAction(api, ref, 'rebuild', { image: String(idOf(point.ref)) }),
    newServerChoices: (_ref, { ref: point }) => newServerChoices(api, point),
    restoreToNew: async (point, input) => createServer(api, { ...input, image: String(idOf(point)) }),
    deleteThrowaway: (ref, name) => deleteThrowaway(api, ref, name),
    followAction: (action) => followAction(api, redact, action),
  }
}

const noChoice = (): ProviderError =>
  new ProviderError('Hetzner Cloud picks the time of its daily backups itself. Switch them on without a schedule.', {
    kind: 'unsupported',
    effect: 'none',
    retry_after_ms: null,
  })

const withToken =
  (token: string) =>
  (send: Send): Send =>
  (call) =>
    send({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } })
