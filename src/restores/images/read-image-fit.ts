import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import type { NewServerChoices, ProviderServer } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { readServerHistory } from '../../recovery-points/history/read-server-history.ts'
import type { LoadedRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { accountOf } from '../../servers/account-of.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import type { RestoreReview } from '../schema.ts'
import { fitOf } from './fit-of.ts'

type Asked = { source: LoadedServer; point: Pick<LoadedRecoveryPoint, 'method' | 'ref'> }

/**
 * Asks the provider what the server is now, and what the image wants where it tells that; where going back deletes newer snapshots,
 * their list is read anew. No transaction is open meanwhile. Throws
 * server_missing and ProviderError.
 */
export const readImageFit = async (
  ctx: Context,
  { source, point }: Asked,
): Promise<Pick<RestoreReview, 'address' | 'fit'>> => {
  if (ctx.db.isTransaction)
    throw new Error('No transaction is open while a provider is asked. Declare the route with prepare.')
  const provider = await openProvider(ctx, { provider_account_id: accountOf(source) })
  const { native, snapshot, label } = provider.capabilities
  const ref = source.provider_ref ?? ''
  const kind = point.method === 'native' ? 'native' : 'snapshot'
  const server: ProviderServer = await provider.getServer(ref).catch(missing)
  // What it deletes with it has to be on record, so that somebody is shown it.
  if (kind === 'snapshot' && snapshot?.rollback_deletes_newer === true)
    await readServerHistory(ctx, { server: source, provider })
  // Only of what can become a server elsewhere do providers tell what it wants.
  const tells = (kind === 'native' ? native : snapshot)?.can_restore_to_new === true
  const wants: NewServerChoices | null = tells ? await provider.newServerChoices(ref, { ref: point.ref, kind }) : null
  return { address: server.address, fit: fitOf({ server, wants, label }) }
}

/** That the server is away says nothing of the image. */
const missing = (error: unknown): never => {
  throw error instanceof ProviderError && error.kind === 'not_found' ? new AppError('server_missing') : error
}
