import type { Caller } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import type { Capabilities } from '../../providers/provider.ts'

type Wanted = {
  point: { method: 'native' | 'snapshot' | 'files' }
  source: { account_organization_id: string | null }
  capabilities: Pick<Capabilities, 'label' | 'native' | 'snapshot'>
}

/** Why a backup is not, or by this caller not, turned into a snapshot that stays; null when it is. */
export const whyNotKeep = (caller: Caller, { point, source, capabilities }: Wanted): AppError | null => {
  const { label, native, snapshot } = capabilities
  if (point.method !== 'native')
    return new AppError('method_unavailable', {
      message:
        point.method === 'snapshot'
          ? 'This is a snapshot already: no provider’s retention takes it away.'
          : 'This is a backup of files. How long it is kept is for the rules of the file backups to say.',
    })
  if (native === null || snapshot === null || !(native.can_convert ?? native.can_list))
    return new AppError('method_unavailable', {
      message: `${label} turns none of its own backups into a snapshot through its API. Take a snapshot instead.`,
    })
  // Who is billed by the provider decides: a snapshot costs by the GB for as long as it is there.
  if (source.account_organization_id === null && !caller.operator)
    return new AppError('forbidden', {
      message: 'A snapshot is billed to the operator of this installation. Ask them to keep this backup.',
    })
  return null
}
