import { z } from 'zod'
import type { Api } from '../api.ts'
import type { ProviderServer } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { idOf } from './id-of.ts'
import { dropletSchema, type PolicyRecord, policyRecordSchema } from './schemas.ts'
import { serverOf } from './server-of.ts'

const dropletReply = z.object({ droplet: dropletSchema })
const policyReply = z.object({ policy: policyRecordSchema })

/** One server and its backup policy: two calls. */
export const getServer = async (api: Api, ref: string): Promise<ProviderServer> => {
  const id = idOf(ref)
  const { droplet } = await api.read('getDroplet', `/v2/droplets/${id}`, dropletReply)
  return serverOf(droplet, await policyOf(api, id))
}

/** Null where there is none to see: the server itself was there a moment ago, and a missing policy must not make it look gone. */
const policyOf = async (api: Api, id: number): Promise<PolicyRecord | null> => {
  try {
    return (await api.read('getBackupPolicy', `/v2/droplets/${id}/backups/policy`, policyReply)).policy
  } catch (error) {
    if (error instanceof ProviderError && (error.kind === 'not_found' || error.kind === 'forbidden')) return null
    throw error
  }
}
