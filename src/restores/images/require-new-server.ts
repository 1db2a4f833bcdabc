import type { Context } from '../../context.ts'
import { openProvider } from '../../provider-accounts/open-provider.ts'
import type { LoadedRecoveryPoint } from '../../recovery-points/load-recovery-point.ts'
import { accountOf } from '../../servers/account-of.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import { whyNotNewServer } from './why-not-new-server.ts'

/** Whether a new server can be made of an image, by this caller. Throws the refusal. */
export const requireNewServer = async (
  ctx: Context,
  { source, point }: { source: LoadedServer; point: Pick<LoadedRecoveryPoint, 'method'> },
): Promise<void> => {
  const { capabilities } = await openProvider(ctx, { provider_account_id: accountOf(source) })
  const method = point.method === 'native' ? 'native' : 'snapshot'
  const why = whyNotNewServer(ctx.caller, { source, capabilities, method })
  if (why !== null) throw why
}
