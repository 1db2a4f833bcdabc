import { z } from 'zod'
import { createRedact } from '../../lib/redact.ts'
import { type Api, createApi } from '../api.ts'
import { createAsk } from '../ask.ts'
import type { Provider } from '../provider.ts'
import type { ProviderAccess, ProviderEntry } from '../provider-entry.ts'
import { rateLimitTold } from '../rate-limit-told.ts'
import type { Send } from '../send.ts'
import { createTransport, type ProviderParts } from '../transport.ts'
import { capabilities } from './capabilities.ts'
import { changeNativeSchedule, disableNative, enableNative } from './change-native.ts'
import { checkCredentials } from './check-credentials.ts'
import { createClassify, readRateLimit, wordsOf } from './classify.ts'
import { deleteThrowaway } from './delete-throwaway.ts'
import { followAction } from './follow-action.ts'
import { createLimiter } from './limiter.ts'
import { listPrices } from './list-prices.ts'
import { newServerChoices } from './new-server-choices.ts'
import { listRecoveryPoints } from './recovery-points.ts'
import { getServer, listServers } from './servers.ts'
import { createServer, createSnapshot, restoreInPlace, restoreToNew } from './start-changes.ts'
import { unsupported } from './unsupported.ts'

const { label } = capabilities
const credentials = z.object({
  token: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,}$/, 'Paste the whole token: letters and digits without spaces.'),
})

/** Linode (Akamai), API v4. */
export const linode: ProviderEntry = {
  name: 'linode',
  capabilities,
  credential_fields: [
    {
      name: 'token',
      label: 'Personal access token',
      secret: true,
      help: 'Make one under your user name > API Tokens with Linodes: Read/Write, Events: Read Only and Account: Read Only. A token cannot be given more rights later.',
    },
  ],
  credentials,
  default_endpoint: 'https://api.linode.com',
  createLimiter,
  create: (access, parts) => createLinode(access, parts),
}

const createLinode = (access: ProviderAccess, parts: ProviderParts): Provider => {
  const { token } = credentials.parse(access.credentials)
  const redact = createRedact([token])
  const classify = createClassify(parts.clock)
  const limiter = parts.limiter ?? createLimiter(parts)
  const send = createTransport(
    {
      provider: 'linode',
      base_url: access.endpoint ?? linode.default_endpoint,
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
    name: 'linode',
    capabilities,
    rateLimit: () => rateLimitTold(limiter.state()),
    ...reading(api, parts),
    ...changing(api, parts),
  }
}

type Reading =
  | 'checkCredentials'
  | 'listServers'
  | 'getServer'
  | 'listRecoveryPoints'
  | 'listAllRecoveryPoints'
  | 'listPrices'
  | 'newServerChoices'
  | 'followAction'

const reading = (api: Api, { clock }: ProviderParts): Pick<Provider, Reading> => ({
  checkCredentials: () => checkCredentials(api),
  listServers: () => listServers(api),
  getServer: (ref) => getServer(api, ref),
  listRecoveryPoints: (ref) => listRecoveryPoints(api, ref),
  listAllRecoveryPoints: async () => {
    throw unsupported('Linode lists backups server by server only. Read those of each server.')
  },
  listPrices: () => listPrices(api),
  newServerChoices: (ref, { ref: point }) => newServerChoices(api, ref, point),
  followAction: async (action) => followAction(api, clock, action),
})

const changing = (
  api: Api,
  { clock }: ProviderParts,
): Omit<Provider, Reading | 'name' | 'capabilities' | 'rateLimit'> => ({
  createServer: (input) => createServer(api, clock, input),
  enableNative: (ref, schedule) => enableNative(api, ref, schedule),
  changeNativeSchedule: (ref, schedule) => changeNativeSchedule(api, ref, schedule),
  disableNative: (ref) => disableNative(api, ref),
  createSnapshot: (ref, name) => createSnapshot(api, clock, ref, name),
  deleteSnapshot: async () => {
    throw unsupported('Linode has no call that deletes a snapshot. Taking the next one replaces it.')
  },
  convertToSnapshot: async () => {
    throw unsupported(
      'Linode cannot make a snapshot of a backup. Restore the backup to a new server, or take a snapshot of this one, to keep it.',
    )
  },
  restoreInPlace: (ref, { ref: point }) => restoreInPlace(api, clock, ref, point),
  restoreToNew: async (point, input) => restoreToNew(api, clock, point, input),
  deleteThrowaway: (ref, name) => deleteThrowaway(api, ref, name),
})

const withToken =
  (token: string) =>
  (send: Send): Send =>
  (call) =>
    send({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } })
