import { agentOf } from '../agents/agent-of.ts'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { ProviderName } from '../provider-accounts/schema.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { fileOptions } from './file-options.ts'
import { listPlansInUse } from './list-plans-in-use.ts'
import { placeByDefault } from './place-by-default.ts'
import { listProtectionsOf, type ProtectionRow } from './queries.ts'
import { reconcileProtection } from './reconcile-protection.ts'
import type { Method } from './schema.ts'
import type { SwitchInput } from './switch-native-on.ts'
import { wantMethodsOn } from './want-methods-on.ts'

/**
 * Wants backups on by the methods named, or by the one that fits: all of them have their places, or none, before any provider is asked.
 * Resolves with how each of them stands.
 */
export const switchOn = async (ctx: Context, server: LoadedServer, input: SwitchInput): Promise<ProtectionRow[]> => {
  if (input.methods !== undefined) requireTakers(input, input.methods)
  const methods = input.methods ?? [await fittingMethod(ctx, server, input)]
  const wanted = await wantMethodsOn(ctx, server, { ...input, wanted: methods })
  const carried: ProtectionRow[] = []
  for (const row of wanted) carried.push(isAtProvider(row) ? await carryOut(ctx, row) : row)
  if (carried.every(({ phase }) => phase !== 'failed')) return carried
  // What was added beside one that failed may have been taken back with it.
  const now = await listProtectionsOf(ctx.db, server.id)
  return carried.map((row) => (row.phase === 'failed' ? row : (now.find(({ id }) => id === row.id) ?? row)))
}

const isAtProvider = ({ method, phase, observed_state }: ProtectionRow): boolean =>
  method === 'native' && (phase !== 'idle' || observed_state !== 'on')

const carryOut = async (ctx: Context, wanted: ProtectionRow): Promise<ProtectionRow> =>
  (await reconcileProtection(ctx, { protection: wanted })).protection ?? wanted

/** A wish that nothing would come of is refused before anything is bought. */
const requireTakers = (input: SwitchInput, methods: readonly Method[]): void => {
  if (methods.includes('files')) return
  // Of the schedule the provider's own backups take what the provider offers; that is looked at with its capabilities.
  const options = fileOptions(input, { or_snapshot: !methods.includes('snapshot') }).filter(
    (name) => name !== 'schedule',
  )
  if (options.length === 0) return
  if (methods.includes('snapshot'))
    throw new AppError('method_unavailable', {
      message: `A snapshot is of the whole server: ${options.join(', ')} cannot be chosen. Leave that out, or choose methods ["files"].`,
      details: { options },
    })
  throw new AppError('method_unavailable', {
    message: `The provider’s own backups take no ${options.join(', ')}: it chooses what is in them and how long they are kept. Leave that out, or choose methods ["files"].`,
    details: { options },
  })
}

/** As `placeByDefault` has it; by files, too, where something is asked for that only files take. */
const fittingMethod = async (ctx: Context, server: LoadedServer, input: SwitchInput): Promise<Method> => {
  if (server.provider_account_id === null || fileOptions(input, { or_snapshot: true }).length > 0) return 'files'
  const asked = {
    server,
    protections: await listProtectionsOf(ctx.db, server.id),
    plans: await listPlansInUse(ctx, server),
    capabilities: ctx.providers.describe(ProviderName.parse(server.provider)).capabilities,
    plan_id: input.plan_id,
    asked_days: input.retention_days,
  }
  const { method, place } = placeByDefault({ ...asked, has_agent: false })
  // An agent makes a difference where the provider's own backups do not keep what is promised, and nowhere else.
  if (place.kind !== 'unfit') return method
  const has_agent = (await agentOf(ctx, { server_id: server.id })) !== null
  return placeByDefault({ ...asked, has_agent }).method
}
