import { type Context, inTransaction } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import type { ProtectionRow } from './queries.ts'
import type { Method } from './schema.ts'
import { switchSnapshotsOn } from './snapshots/switch-snapshots-on.ts'
import { switchFilesOn } from './switch-files-on.ts'
import { type SwitchInput, switchNativeOn } from './switch-native-on.ts'

type Wanted = SwitchInput & { wanted: readonly Method[] }

// Files stand by themselves wherever they go; of the others either may be the one that keeps what the plan promises.
const order: readonly Method[] = ['files', 'native', 'snapshot']

/**
 * Takes the places of all these methods, or of none: one that is refused goes back with the others. In whichever order they are named,
 * the one that keeps what the plan promises comes before those that are added beside it.
 */
export const wantMethodsOn = (ctx: Context, server: LoadedServer, input: Wanted): Promise<ProtectionRow[]> =>
  inTransaction(ctx, async (ctx) => {
    const rows: ProtectionRow[] = []
    let left = order.filter((method) => input.wanted.includes(method))
    while (left.length > 0) {
      const refused: { method: Method; error: AppError }[] = []
      for (const method of left) {
        try {
          rows.push(await wantOn(ctx, server, input, method))
        } catch (error) {
          if (!(error instanceof AppError) || !mayFitBeside.has(error.code)) throw error
          refused.push({ method, error })
        }
      }
      const [first] = refused
      // What went on is of no help to what is left.
      if (first !== undefined && refused.length === left.length) throw first.error
      left = refused.map(({ method }) => method)
    }
    return rows
  })

/** Refusals that another method of the server in its place may lift. */
const mayFitBeside: ReadonlySet<string> = new Set(['method_unavailable', 'no_places_left'])

const wantOn = (ctx: Context, server: LoadedServer, input: SwitchInput, method: Method): Promise<ProtectionRow> => {
  if (method === 'native') return switchNativeOn(ctx, server, input)
  if (method === 'files') return switchFilesOn(ctx, server, input)
  return switchSnapshotsOn(ctx, server, input)
}
