import { z } from 'zod'
import { createRedact } from '../../lib/redact.ts'
import { createApi } from '../api.ts'
import { createAsk } from '../ask.ts'
import type { Provider } from '../provider.ts'
import type { ProviderAccess, ProviderEntry } from '../provider-entry.ts'
import { rateLimitTold } from '../rate-limit-told.ts'
import { createRateLimiter } from '../rate-limiter.ts'
import type { Send } from '../send.ts'
import { createTransport, type ProviderParts } from '../transport.ts'
import { capabilities } from './capabilities.ts'
import { changeNativeSchedule, convertToSnapshot, disableNative, enableNative } from './change-native.ts'
import { checkCredentials } from './check-credentials.ts'
import { burstPerMinute, createClassify, readRateLimit, wordsOf } from './classify.ts'
import { createServer, imageOf } from './create-server.ts'
import { deleteThrowaway } from './delete-throwaway.ts'
import { getServer } from './get-server.ts'
import { idOf } from './id-of.ts'
import { listAllRecoveryPoints } from './list-all-recovery-points.ts'
import { listPrices } from './list-prices.ts'
import { listServers } from './list-servers.ts'
import { newServerChoices } from './new-server-choices.ts'
import { deleteSnapshot, listRecoveryPoints } from './recovery-points.ts'
import { followAction, startAction } from './start-action.ts'

const { label } = capabilities
const credentials = z.object({
  token: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,}$/, 'Paste the whole token: letters and digits without spaces, such as dop_v1_….'),
})

/** DigitalOcean, API v2. */
export const digitalocean: ProviderEntry = {
  name: 'digitalocean',
  capabilities,
  credential_fields: [
    {
      name: 'token',
      label: 'API token',
      secret: true,
      help: 'Make one under API > Tokens with the scopes droplet (read, create, update, delete, admin), image (read, create, update, delete), actions:read, sizes:read, regions:read and account:read.',
    },
  ],
  credentials,
  default_endpoint: 'https://api.digitalocean.com',
  createLimiter: ({ clock, wait }) => createRateLimiter({ label, clock, wait, burst_per_minute: burstPerMinute }),
  create: (access, parts) => createDigitalocean(access, parts),
}

const createDigitalocean = (access: ProviderAccess, parts: ProviderParts): Provider => {
  const { token } = credentials.parse(access.credentials)
  const redact = createRedact([token])
  const classify = createClassify(parts.clock)
  const limiter = parts.limiter ?? digitalocean.createLimiter(parts)
  const send = createTransport(
    {
      provider: 'digitalocean',
      base_url: access.endpoint ?? digitalocean.default_endpoint,
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
    name: 'digitalocean',
    capabilities,
    rateLimit: () => rateLimitTold(limiter.state()),
    checkCredentials: () => checkCredentials(api),
    listServers: () => listServers(api),
    getServer: (ref) => getServer(api, ref),
    createServer: async (input) => createServer(api, { ...input, image: imageOf(input.image) }),
    enableNative: (ref, schedule) => enableNative(api, ref, schedule),
    changeNativeSchedule: (ref, schedule) => changeNativeSchedule(api, ref, schedule),
    disableNative: (ref) => disableNative(api, ref),
    listRecoveryPoints: (ref) => listRecoveryPoints(api, ref),
    listAllRecoveryPoints: (servers) => listAllRecoveryPoints(api, servers),
    listPrices: () => listPrices(api),
    createSnapshot: (ref, name) => startAction(api, ref, { type: 'snapshot', name }),
    deleteSnapshot: (ref, snapshotRef) => deleteSnapshot(api, ref, snapshotRef),
    convertToSnapshot: (ref) => convertToSnapshot(api, ref),
    // A backup goes back by `restore`, which takes only this server's own; a snapshot is an image to rebuild from.
    restoreInPlace: async (ref, { ref: point, kind }) =>
      startAction(api, ref, { type: kind === 'native' ? 'restore' : 'rebuild', image: idOf(point) }),
    newServerChoices: (_ref, { ref: point }) => newServerChoices(api, point),
    restoreToNew: async (point, input) => createServer(api, { ...input, image: idOf(point) }),
    deleteThrowaway: (ref, name) => deleteThrowaway(api, ref, name),
    followAction: (action) => followAction(api, action),
  }
}

const withToken =
  (token: string) =>
  (send: Send): Send =>
  (call) =>
    send({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } })
