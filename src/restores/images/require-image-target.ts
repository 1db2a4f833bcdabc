import { AppError } from '../../lib/errors.ts'
import type { Capabilities } from '../../providers/provider.ts'
import type { RecoveryPoint } from '../../recovery-points/schema.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import type { RestoreInput } from '../schema.ts'

type Asked = {
  point: Pick<RecoveryPoint, 'method'>
  source: LoadedServer
  target: LoadedServer
  input: RestoreInput
  capabilities: Capabilities
  /** Snapshots taken after it, which the provider would delete. */
  newer: readonly { id: string; taken_at: string }[]
}

/** Whether an image can go back where somebody wants it, in words where it cannot. Throws the refusal. */
export const requireImageTarget = ({ point, source, target, input, capabilities, newer }: Asked): void => {
  const { label } = capabilities
  const how = point.method === 'native' ? capabilities.native : capabilities.snapshot
  if (input.mode !== 'in_place')
    throw new AppError('method_unavailable', {
      message: `An image goes back as a whole, in place. For single files, or another folder or server, choose a backup of files.`,
    })
  if (target.id !== source.id)
    throw new AppError('method_unavailable', {
      message: `${label} puts an image back only onto ${source.name}, which it was taken of. Leave the target out.`,
    })
  if (input.include.length > 0 || input.dry_run)
    throw new AppError('invalid_request', {
      message: 'An image goes back as a whole: nothing can be chosen of it, and it cannot be tried.',
    })
  if (how?.can_restore_in_place !== true)
    throw new AppError('method_unavailable', {
      message: `${label} restores this kind of backup in its panel only: ${capabilities.panel_url.replace('{ref}', source.provider_ref ?? '')}`,
    })
  if (source.missing_since !== null) throw new AppError('server_missing')
  if (source.locked)
    throw new AppError('server_busy', {
      message: `${label} is at work on ${source.name}. Wait until that has ended, then restore.`,
    })
  if (input.confirm !== target.name)
    throw new AppError('confirmation_required', {
      message: `This overwrites the whole disk of ${target.name}. Send its name as confirm to go on.`,
      details: { confirm: target.name },
    })
  if (newer.some(({ id }) => input.accept_loss?.includes(id) !== true))
    throw new AppError('confirmation_required', {
      message: `Going back to this snapshot, ${label} deletes ${newer.length} that ${newer.length === 1 ? 'is' : 'are'} newer. Send ${newer.length === 1 ? 'its id' : 'their ids'} as accept_loss to go on, or choose the newest.`,
      details: { accept_loss: newer.map(({ id }) => id), newer: newer.map(({ taken_at }) => taken_at) },
    })
}
