import type { Context } from '../context.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import type { ProtectionRow } from './queries.ts'
import { requireBase } from './require-base.ts'
import { Method } from './schema.ts'
import { switchSnapshotsOff } from './snapshots/switch-snapshots-off.ts'
import { switchFilesOff } from './switch-files-off.ts'
import { switchNativeOff } from './switch-native-off.ts'
import type { SwitchInput } from './switch-native-on.ts'

/**
 * Wants the methods named off, or all where none is named; the one that may need a confirmation first. Resolves with those of them that
 * the server ever had.
 */
export const switchOff = async (ctx: Context, server: LoadedServer, input: SwitchInput): Promise<ProtectionRow[]> => {
  const { methods = Method.options } = input
  // Before a confirmation is asked for that would be of no use.
  await requireBase(ctx, server, input)
  const native = methods.includes('native') ? await switchNativeOff(ctx, server, input) : null
  const files = methods.includes('files') ? await switchFilesOff(ctx, server, input) : null
  const snapshots = methods.includes('snapshot') ? await switchSnapshotsOff(ctx, server, input) : null
  return [native, snapshots, files].filter((row) => row !== null)
}
