import type { Context } from '../context.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import type { ProtectionRow } from './queries.ts'
import { switchSnapshotsOff } from './snapshots/switch-snapshots-off.ts'
import { switchFilesOff } from './switch-files-off.ts'
import { switchNativeOff } from './switch-native-off.ts'
import type { SwitchInput } from './switch-native-on.ts'

/** Wants all backups of the server off, the ones that may need a confirmation first. Resolves with those it ever had. */
export const switchOff = async (ctx: Context, server: LoadedServer, input: SwitchInput): Promise<ProtectionRow[]> => {
  const native = await switchNativeOff(ctx, server, input)
  const files = await switchFilesOff(ctx, server, input)
  const snapshots = await switchSnapshotsOff(ctx, server, input)
  return [native, snapshots, files].filter((row) => row !== null)
}
