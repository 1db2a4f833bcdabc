import { AppError } from '../../lib/errors.ts'
import type { Capabilities, SnapshotCapability } from '../../providers/provider.ts'
import type { LoadedServer } from '../../servers/load-server.ts'

/** What the provider can do of snapshots for this server. Throws method_unavailable and server_missing. */
export const requireSnapshots = (
  server: Pick<LoadedServer, 'name' | 'size' | 'native_state' | 'missing_since'>,
  { label, snapshot }: Pick<Capabilities, 'label' | 'snapshot'>,
): SnapshotCapability => {
  if (server.missing_since !== null) throw new AppError('server_missing')
  if (snapshot === null)
    throw new AppError('method_unavailable', { message: `${label} takes no snapshots of servers.` })
  const slots = typeof snapshot.slots === 'function' ? snapshot.slots(server.size) : snapshot.slots
  if (slots === 0)
    throw new AppError('method_unavailable', {
      message: `${label} takes no snapshots of a server of the size ${server.size}. Protect its files instead.`,
    })
  if (snapshot.needs_native && server.native_state !== 'on')
    throw new AppError('method_unavailable', {
      message: `${label} takes snapshots only while its own backups of the server are on. Enable these first.`,
    })
  return snapshot
}
