import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { openProvider } from '../provider-accounts/open-provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { keepsPromise } from './keeps-promise.ts'
import { listPlansInUse } from './list-plans-in-use.ts'
import { methodWords } from './planner/method-words.ts'
import { listProtectionsOf, type ProtectionRow } from './queries.ts'
import { Method } from './schema.ts'

/**
 * A method that was added beside another one cannot be left by itself: refuses to switch off the one it rests on without it. Nothing is
 * asked where all are switched off. Throws method_needed.
 */
export const requireBase = async (
  ctx: Context,
  server: LoadedServer,
  { methods = Method.options }: { methods?: readonly Method[] | undefined },
): Promise<void> => {
  const rows = await listProtectionsOf(ctx.db, server.id)
  const going = rows.filter(({ method, desired_state }) => desired_state === 'on' && methods.includes(method))
  const staying = rows.filter(({ method, desired_state }) => desired_state === 'on' && !methods.includes(method))
  if (going.length === 0 || staying.length === 0) return
  if (await snapshotNeedsNative(ctx, server, going, staying)) throw needed(server, ['native'], 'snapshot')
  for (const plan of await listPlansInUse(ctx, server)) {
    const bases = going.filter((row) => keepsPromise(row, plan))
    if (bases.length === 0 || staying.some((row) => keepsPromise(row, plan))) continue
    const added = staying.find((row) => row.plan_id === plan.plan_id && !row.beyond_subscription)
    if (added === undefined) continue
    const names = bases.map(({ method }) => method)
    throw needed(server, names, added.method, plan)
  }
}

const snapshotNeedsNative = async (
  ctx: Context,
  { provider_account_id }: LoadedServer,
  going: readonly ProtectionRow[],
  staying: readonly ProtectionRow[],
): Promise<boolean> => {
  if (provider_account_id === null || !going.some(({ method }) => method === 'native')) return false
  if (!staying.some(({ method }) => method === 'snapshot')) return false
  const { capabilities } = await openProvider(ctx, { provider_account_id })
  return capabilities.snapshot?.needs_native === true
}

const needed = (
  { name }: LoadedServer,
  bases: readonly Method[],
  added: Method,
  plan?: { plan_name: string; retention_days: number },
): AppError => {
  const why =
    plan === undefined
      ? 'the provider takes these only beside its own backups'
      : `by themselves they do not keep the ${plan.retention_days} days that ${plan.plan_name} promises`
  const base = bases.map(methodWords).join(' and ')
  const both = JSON.stringify([...bases, added])
  return new AppError('method_needed', {
    message: `Without ${base}, ${methodWords(added)} of ${name} cannot go on: ${why}. Switch off both, with methods ${both}, or keep ${base}.`,
    details: { methods: bases, added },
  })
}
