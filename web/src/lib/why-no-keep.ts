import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { viewerWhy } from './roles.ts'

type Given = {
  server: Pick<Server, 'provider_account_id'>
  point: Pick<RecoveryPoint, 'method'>
  provider: Pick<ProviderSummary, 'label' | 'native' | 'snapshot'> | undefined
}
type Asker = { may: boolean; host: string }

/** Why a backup is not turned into a snapshot that stays, or null: the API's own rule, so that it can be said beforehand. */
export function whyNoKeep({ server, point, provider }: Given, { may, host }: Asker): string | null {
  if (point.method === 'snapshot') return 'It is a snapshot already: no provider’s retention takes it away.'
  if (point.method === 'files') return 'How long files are kept is for their rules to say.'
  if (provider && (provider.snapshot === null || !(provider.native?.can_convert ?? provider.native?.can_list)))
    return `${provider.label} turns none of its own backups into a snapshot through its API. Take a snapshot instead.`
  if (!may) return viewerWhy
  // Members are told the account only where it is their own.
  return server.provider_account_id === null ? `A snapshot is billed to ${host}. Ask them to keep it.` : null
}
