import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { ProviderName } from '../provider-accounts/schema.ts'
import type { Capabilities } from '../providers/provider.ts'
import { accountOf } from '../servers/account-of.ts'
import type { LoadedServer } from '../servers/load-server.ts'

/** What the server's provider can do of its own backups for it. Throws server_missing and method_unavailable. */
export const requireNative = (ctx: Context, server: LoadedServer): Capabilities => {
  if (server.missing_since !== null) throw new AppError('server_missing')
  // A machine of one's own has no provider; that is said first.
  accountOf(server)
  const { capabilities } = ctx.providers.describe(ProviderName.parse(server.provider))
  const { label, native } = capabilities
  if (native === null)
    throw new AppError('method_unavailable', {
      message: `${label} takes no backups of servers itself. Protect its files instead.`,
    })
  if (native.available_for?.(server.size) === false)
    throw new AppError('method_unavailable', {
      message: `${label} sells no backups for a server of the size ${server.size}. Protect its files instead.`,
    })
  return capabilities
}
