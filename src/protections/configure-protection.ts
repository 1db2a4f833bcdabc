import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { loadServer } from '../servers/load-server.ts'
import { nextBackup } from './next-backup.ts'
import { findProtectionOf, insertProtection, type ProtectionRow } from './queries.ts'
import type { ConfigureInput, Method, Protection } from './schema.ts'
import { toProtection } from './to-protection.ts'
import { writeProtection } from './write-protection.ts'

/**
 * Changes when a server's files are backed up, what is taken and how long it is kept; what is left out stays. A retention may not
 * keep more than the plan sells. Takes effect with the next backup. What is set before they are on for the first time is what they
 * begin with.
 */
export const configureProtection = (
  ctx: Context,
  input: ConfigureInput & { server_id: string; method: Method },
): Promise<Protection> =>
  inTransaction(ctx, async (ctx) => {
    const server = await loadServer(ctx, { server_id: input.server_id, lock: true })
    requireRole(ctx.caller, server.organization_id, 'manager')
    if (input.method !== 'files') throw new AppError('method_unavailable', { message: notOurs })
    requireAbsolute(input)
    const known = await findProtectionOf(ctx.db, server.id, input.method)
    const before = known ?? (await insertProtection(ctx.db, neverOn(ctx, server.id)))
    const row = await writeProtection(ctx, before.id, changeOf(ctx, before, input))
    await recordChange(ctx, {
      action: 'protection.configured',
      organization_id: server.organization_id,
      target: { id: row.id, name: server.name },
      before: factsOf(before),
      after: factsOf(row),
    })
    return toProtection(row)
  })

const neverOn = (ctx: Context, server_id: string) => {
  const now = ctx.clock.now()
  return {
    id: ctx.ids.make('prt'),
    server_id,
    method: 'files' as const,
    desired_state: 'off' as const,
    observed_state: 'off' as const,
    phase: 'idle' as const,
    created_at: now,
    updated_at: now,
  }
}

const notOurs =
  'The provider takes these backups on its own schedule. Switch them off and on again to choose another time; only file backups are set here.'

const requireAbsolute = ({ settings }: ConfigureInput): void => {
  const wrong = settings?.paths.find((path) => !path.startsWith('/') || path.split('/').includes('..'))
  if (wrong !== undefined)
    throw new AppError('invalid_request', {
      message: `${wrong} is not an absolute path. Name folders such as /srv/data.`,
    })
  if (settings !== undefined && settings.paths.length === 0 && settings.dumps.length === 0)
    throw new AppError('invalid_request', { message: 'Name at least one folder or database to back up.' })
}

const changeOf = (ctx: Context, before: ProtectionRow, { schedule, retention, settings }: ConfigureInput) => ({
  ...(schedule === undefined
    ? {}
    : {
        schedule: JSON.stringify(schedule),
        // A first backup that has not been taken up stays due at once.
        ...(before.next_run_at === null
          ? {}
          : { next_run_at: nextBackup({ server_id: before.server_id, schedule }, ctx.clock.now()) }),
      }),
  ...(retention === undefined ? {} : { retention: JSON.stringify(retention) }),
  ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
})

const factsOf = ({ schedule, retention, settings }: ProtectionRow) => ({ schedule, retention, settings })
