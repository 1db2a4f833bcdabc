import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { ProviderName } from '../provider-accounts/schema.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { keepsPromise } from './keeps-promise.ts'
import { listPlansInUse } from './list-plans-in-use.ts'
import { methodWords } from './planner/method-words.ts'
import type { ProtectionRow } from './queries.ts'
import { Method } from './schema.ts'

/**
 * A method that was added beside another one cannot be left by itself: refuses to switch off the one it rests on without it. `rows` are the
 * server's. Nothing is asked where all are switched off. Throws method_needed.
 */
export const requireBase = async (
  ctx: Context,
  server: LoadedServer,
  rows: readonly ProtectionRow[],
  { methods = Method.options }: { methods?: readonly Method[] | undefined },
): Promise<void> => {
  const going = rows.filter(({ method, desired_state }) => desired_state === 'on' && methods.includes(method))
  const staying = rows.filter(({ method, desired_state }) => desired_state === 'on' && !methods.includes(method))
  if (going.length === 0 || staying.length === 0) return
  requireTaker(ctx, server, { going, staying })
  for (const plan of await listPlansInUse(ctx, server)) {
    const bases = going.filter((row) => keepsPromise(row, plan))
    if (bases.length === 0 || staying.some((row) => keepsPromise(row, plan))) continue
    const added = staying.find((row) => row.plan_id === plan.plan_id && !row.beyond_subscription)
    if (added === undefined) continue
    const names = bases.map(({ method }) => method)
    throw needed(server, names, added.method, plan)
  }
}

/** Snapshots that a provider takes only while its own backups are on (Linode) end with those. */
const requireTaker = (
  ctx: Context,
  { name, provider }: LoadedServer,
  { going, staying }: Record<'going' | 'staying', readonly ProtectionRow[]>,
): void => {
  const has = (rows: readonly ProtectionRow[], of: Method) => rows.some(({ method }) => method === of)
  if (!has(going, 'native') || !has(staying, 'snapshot')) return
  const { snapshot, label } = ctx.providers.describe(ProviderName.parse(provider)).capabilities
  if (snapshot?.needs_native !== true) return
  throw new AppError('method_needed', {
    message: `${label} takes snapshots of ${name} only while its own backups are on, and deletes them with those. Switch off both, with methods ["native","snapshot"], or keep both.`,
    details: { methods: ['native'], added: 'snapshot' },
  })
}

const needed = (
  { name }: LoadedServer,
  bases: readonly Method[],
  added: Method,
  { plan_name, retention_days }: { plan_name: string; retention_days: number },
): AppError => {
  const base = bases.map(methodWords).join(' and ')
  const both = JSON.stringify([...bases, added])
  return new AppError('method_needed', {
    message: `Without ${base}, ${methodWords(added)} of ${name} cannot go on: by themselves they do not keep the ${retention_days} days that ${plan_name} promises. Switch off both, with methods ${both}, or keep ${base}.`,
    details: { methods: bases, added },
  })
}
