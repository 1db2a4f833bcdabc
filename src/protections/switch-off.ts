import type { Context } from '../context.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { listProtectionsOf, type ProtectionRow } from './queries.ts'
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
  const rows = await listProtectionsOf(ctx.db, server.id)
  // Before a confirmation is asked for that would be of no use.
  await requireBase(ctx, server, rows, input)
  const known = (of: Method) => (methods.includes(of) ? rows.find(({ method }) => method === of) : undefined)
  const [native, files, snapshots] = [known('native'), known('files'), known('snapshot')]
  // What is not wanted needs no transaction to stay so.
  const isWanted = (row: ProtectionRow) => row.desired_state === 'on'
  const switched = {
    native: native && (await switchNativeOff(ctx, server, native, input)),
    files: files && isWanted(files) ? await switchFilesOff(ctx, server, input) : files,
    snapshots: snapshots && isWanted(snapshots) ? await switchSnapshotsOff(ctx, server, input) : snapshots,
  }
  return [switched.native, switched.snapshots, switched.files].filter((row) => row != null)
}
