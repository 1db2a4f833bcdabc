import type { Caller } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { Capabilities } from '../../providers/provider.ts'

type Wanted = {
  source: { account_organization_id: string | null }
  capabilities: Capabilities
  method: 'native' | 'snapshot'
}

/** Why nobody, or not this caller, makes new servers of such images; null when they may. */
export const whyNotNewServer = (caller: Caller, { source, capabilities, method }: Wanted): AppError | null => {
  const { label, native, snapshot } = capabilities
  const how = method === 'native' ? native : snapshot
  if (how?.can_restore_to_new !== true)
    return new AppError('method_unavailable', {
      message:
        method === 'native' && snapshot?.can_restore_to_new === true
          ? `${label} makes a new server of a snapshot only, not of its own backups. Choose a snapshot, or restore in place.`
          : `${label} cannot make a new server of a backup. Restore it in place.`,
    })
  // Who is billed by the provider decides: it costs from the first hour.
  if (source.account_organization_id === null && !caller.operator)
    return new AppError('forbidden', {
      message: `A new server is billed to the operator of this installation. Ask them to restore to a new one, or restore in place.`,
    })
  return null
}
