import type { ProviderSummary } from '../../api/provider-types.ts'
import { useRecoveryPoints } from '../../api/recovery-points.ts'
import type { Server } from '../../api/server-types.ts'

/** Why there is nothing to restore of a server; null where there is something, and until that is known. */
export function useNothingToRestore(server: Server, provider: ProviderSummary | undefined): string | null {
  const { rows } = useRecoveryPoints(server.id, { standing: 'restorable' }, { limit: 200 })
  if (rows === undefined || rows.length > 0) return null
  return provider?.native?.can_list === false && server.native.state === 'on'
    ? `${provider.label} lists and restores its backups in its panel only.`
    : 'Nothing to restore yet.'
}
