import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'

type Looked = Pick<Server, 'recovery_points'> & { native: Pick<Server['native'], 'state'> }

/** Why there is nothing to restore of a server here; null where there is something. */
export function whyNothingToRestore(server: Looked, provider: ProviderSummary | undefined): string | null {
  if (server.recovery_points > 0) return null
  if (server.native.state !== 'on') return 'There is nothing to restore here.'
  // What it is by is not known yet.
  if (provider === undefined) return null
  return provider.native?.can_list === false
    ? `${provider.label} lists and restores its backups in its panel only.`
    : 'There is nothing to restore here.'
}
