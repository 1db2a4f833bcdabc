import { z } from 'zod'
import type { ProviderServer } from '../provider.ts'
import { type Api, idOf } from './api.ts'
import { dropletSchema, policyRecordSchema } from './schemas.ts'
import { serverOf } from './server-of.ts'

const dropletReply = z.object({ droplet: dropletSchema })
const policyReply = z.object({ policy: policyRecordSchema })

/** One server and its backup policy: two calls. */
export const getServer = async (api: Api, ref: string): Promise<ProviderServer> => {
  const id = idOf(ref)
  const { droplet } = await api.read('getDroplet', `/v2/droplets/${id}`, dropletReply)
  const { policy } = await api.read('getBackupPolicy', `/v2/droplets/${id}/backups/policy`, policyReply)
  return serverOf(droplet, policy)
}
