import { z } from 'zod'
import { createRedact } from '../../lib/redact.ts'
import { createApi } from '../api.ts'
import { createAsk } from '../ask.ts'
import type { Provider } from '../provider.ts'
import type { ProviderAccess, ProviderEntry } from '../provider-entry.ts'
import { rateLimitTold } from '../rate-limit-told.ts'
import type { Send } from '../send.ts'
import { createSharedByReading } from '../shared-by-reading.ts'
import { createTransport, type ProviderParts } from '../transport.ts'
import { capabilities } from './capabilities.ts'
import { checkCredentials } from './check-credentials.ts'
import { createClassify, readRateLimit, wordsOf } from './classify.ts'
import { createServer, sourceOf } from './create-server.ts'
import { deleteThrowaway } from './delete-throwaway.ts'
import { followAction } from './follow-action.ts'
import { getServer } from './get-server.ts'
import { createLimiter } from './limiter.ts'
import { listPrices } from './list-prices.ts'
import { listServers } from './list-servers.ts'
import { changeNativeSchedule, disableNative, enableNative } from './native-backups.ts'
import { newServerChoices } from './new-server-choices.ts'
import { listRecoveryPoints, listSnapshots } from './recovery-points.ts'
import { fromSnapshot, restoreInPlace, restoreToNew } from './restore.ts'
import { createSnapshot, deleteSnapshot } from './snapshots.ts'
import { unsupported } from './unsupported.ts'

const { label } = capabilities
const credentials = z.object({
  api_key: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,}$/, 'Paste the whole key: letters and digits without spaces.'),
})

/** How long after its start a restore is taken to be under way although the server looks as ever. */
const settleMs = 30_000

/** Vultr, API v2. */
export const vultr: ProviderEntry = {
  name: 'vultr',
  capabilities,
  credential_fields: [
    {
      name: 'api_key',
      label: 'API key',
      secret: true,
      help: 'In the Vultr panel under Account > API. Its access control must allow the address from which Backstay calls. Better than your own: a user with the rights subscriptions and provisioning only.',
    },
  ],
  credentials,
  default_endpoint: 'https://api.vultr.com',
  createLimiter,
  limiter_shared_by_all_accounts: true,
  create: (access, parts) => createVultr(access, parts),
}

const createVultr = (access: ProviderAccess, parts: ProviderParts): Provider => {
  const { api_key } = credentials.parse(access.credentials)
  const { clock } = parts
  const redact = createRedact([api_key])
  const classify = createClassify(clock)
  const limiter = parts.limiter ?? createLimiter(parts)
  const send = createTransport(
    {
      provider: 'vultr',
      base_url: access.endpoint ?? vultr.default_endpoint,
      classify,
      read_rate_limit: readRateLimit(clock),
      limiter,
      redact,
      authorize: withKey(api_key),
    },
    parts,
  )
  const api = createApi(createAsk({ label, send, classify, said: wordsOf, redact }))
  const snapshots = createSharedByReading(() => listSnapshots(api))
  return {
    name: 'vultr',
    capabilities,
    rateLimit: () => rateLimitTold(limiter.state()),
    checkCredentials: () => checkCredentials(api),
    listServers: () => listServers(api),
    getServer: (ref) => getServer(api, ref),
    createServer: async (input) => createServer(api, input, sourceOf(input.image)),
    enableNative: (ref, schedule) => enableNative(api, ref, schedule),
    changeNativeSchedule: (ref, schedule) => changeNativeSchedule(api, ref, schedule),
    disableNative: (ref) => disableNative(api, ref),
    listRecoveryPoints: (ref, reading) => listRecoveryPoints(api, ref, () => snapshots(reading)),
    listAllRecoveryPoints: async () => {
      throw unsupported('say whose backups are whose for a whole account', 'They are read server by server.')
    },
    listPrices: () => listPrices(api),
    createSnapshot: (ref, name) => createSnapshot(api, ref, name),
    deleteSnapshot: (ref, snapshotRef) => deleteSnapshot(api, ref, snapshotRef),
    convertToSnapshot: async () => {
      throw unsupported('turn a backup into a snapshot', 'Do it in the Vultr panel, or take a snapshot instead.')
    },
    restoreInPlace: (ref, point) => restoreInPlace(api, ref, point, clock.nowMs()),
    newServerChoices: async (ref, { ref: point, kind }) => {
      if (kind === 'native') throw unsupported('make a new server from a backup', fromSnapshot)
      return newServerChoices(api, ref, point)
    },
    restoreToNew: (point, input) => restoreToNew(api, point, input),
    deleteThrowaway: (ref, name) => deleteThrowaway(api, ref, name),
    followAction: (action) => followAction(api, action, { now_ms: clock.nowMs(), settle_ms: settleMs }),
  }
}

const withKey =
  (key: string) =>
  (send: Send): Send =>
  (call) =>
    send({ ...call, headers: { ...call.headers, authorization: `Bearer ${key}` } })
