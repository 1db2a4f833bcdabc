import type { Api } from '../api.ts'
import type { ProviderRecoveryPoint } from '../provider.ts'
import { ProviderError } from '../provider-error.ts'
import { idOf } from './id-of.ts'
import { isoOf } from './iso-of.ts'
import { type Backup, backupsSchema } from './schemas.ts'
import { getServer } from './servers.ts'

/** Automatic backups and the manual snapshot of one server, newest first: what is whole, not what is still being made. */
export const listRecoveryPoints = async (api: Api, ref: string): Promise<readonly ProviderRecoveryPoint[]> => {
  const found = await readBackups(api, ref)
  if (found === null) return []
  const { automatic, snapshot } = found
  const snapshots = snapshot.current === null ? [] : [snapshot.current]
  return [
    ...automatic.filter(isWhole).map((backup) => pointOf(backup, 'native')),
    ...snapshots.filter(isWhole).map((backup) => pointOf(backup, 'snapshot')),
  ].sort((a, b) => b.created_at.localeCompare(a.created_at) || b.ref.localeCompare(a.ref))
}

/**
 * Null where backups are off: then there are none. Nobody documents whether Linode lists nothing for such a server or refuses, so
 * a refusal is believed only when the server itself says that they are off.
 */
const readBackups = async (api: Api, ref: string) => {
  try {
    return await api.read('listBackups', `/v4/linode/instances/${idOf(ref)}/backups`, backupsSchema)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.status !== 400) throw error
    if ((await getServer(api, ref)).native.state === 'off') return null
    throw error
  }
}

/** One that is `available: false` for a while, in maintenance, is there all the same. */
const isWhole = ({ status }: Backup): boolean => status === 'successful'

const pointOf = (backup: Backup, kind: 'native' | 'snapshot'): ProviderRecoveryPoint => ({
  ref: String(backup.id),
  kind,
  name: backup.label ?? 'Automatic backup',
  created_at: isoOf(backup.created) ?? backup.created,
  // Only the sizes of the disks that were backed up are told, not that of the backup.
  size_bytes: null,
  expires_at: null,
})
