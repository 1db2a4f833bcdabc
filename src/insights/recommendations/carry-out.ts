import { addBackupAddon } from '../../billing/add-backup-addon.ts'
import { startBulk } from '../../bulk/start-bulk.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'
import { backUpNow } from '../../protections/back-up-now.ts'
import { configureProtection } from '../../protections/configure-protection.ts'
import { getProtection } from '../../protections/get-protection.ts'
import { toggleBackups } from '../../protections/toggle-backups.ts'
import { listServers } from '../../servers/list-servers.ts'
import { type AppliedResult, type Facts, wantedDays } from './schema.ts'

type Of<Kind extends Facts['kind']> = Extract<Facts, { kind: Kind }>

/** Calls the verb that the button of the same meaning calls. All of them may be called twice. */
export const carryOut = (
  ctx: Context,
  { organization_id, facts }: { organization_id: string; facts: Facts },
): Promise<AppliedResult> => {
  switch (facts.kind) {
    case 'unprotected':
      return enableAll(ctx, organization_id)
    case 'unused_places':
      return fillPlaces(ctx, organization_id, facts)
    case 'stale':
      return backUp(ctx, facts)
    case 'drift':
      return switchOn(ctx, facts.server_id, facts.method)
    case 'cheaper_method':
      return switchOn(ctx, facts.server_id, facts.to)
    case 'longer_retention':
      return keepLonger(ctx, facts)
    case 'beyond_subscription':
      return addPlaces(ctx, organization_id, facts)
  }
}

const enableAll = async (ctx: Context, organization_id: string): Promise<AppliedResult> => {
  const { run_id, servers } = await startBulk(ctx, {
    filter: { organization_id, state: 'unprotected' },
    work: { kind: 'toggle', enable: true },
  })
  return { run_id, message: `Backups of ${servers} ${servers === 1 ? 'server are' : 'servers are'} being switched on.` }
}

const mostAtOnce = 200

const fillPlaces = async (
  ctx: Context,
  organization_id: string,
  facts: Of<'unused_places'>,
): Promise<AppliedResult> => {
  const query = { organization_id, state: 'unprotected' as const, sort: 'name' as const, limit: mostAtOnce }
  const critical = await listServers(ctx, { ...query, critical: true })
  const others = await listServers(ctx, { ...query, critical: false })
  const server_ids = [...critical.data, ...others.data]
    .filter(({ plan_type }) => facts.plan_types.includes(plan_type))
    .slice(0, facts.places - facts.used)
    .map(({ id }) => id)
  if (server_ids.length === 0)
    throw new AppError('conflict', { message: 'No server without backups is left for these places.' })
  const { run_id, servers } = await startBulk(ctx, { server_ids, work: { kind: 'toggle', enable: true } })
  return { run_id, message: `Backups of ${servers} ${servers === 1 ? 'server are' : 'servers are'} being switched on.` }
}

const backUp = async (ctx: Context, { server_id, method }: Of<'stale'>): Promise<AppliedResult> => {
  const { run_id } = await backUpNow(ctx, { server_id, ...(method === null ? {} : { method }) })
  return { run_id, message: 'A backup is being taken.' }
}

const switchOn = async (ctx: Context, server_id: string, method: Of<'drift'>['method']): Promise<AppliedResult> => {
  const { run_id = null, message } = await toggleBackups(ctx, { server_id, enable: true, methods: [method] })
  return { run_id, message }
}

/** What is kept already stays kept: only the number of days grows. */
const keepLonger = async (ctx: Context, { targets }: Of<'longer_retention'>): Promise<AppliedResult> => {
  for (const { server_id, method } of targets) {
    const { retention } = await getProtection(ctx, { server_id, method })
    await configureProtection(ctx, { server_id, method, retention: { ...retention, daily: wantedDays } })
  }
  const servers = targets.length === 1 ? '1 server is' : `${targets.length} servers are`
  return { run_id: null, message: `${servers} kept for ${wantedDays} days from now on.` }
}

const addPlaces = async (
  ctx: Context,
  organization_id: string,
  { plan_id, servers }: Of<'beyond_subscription'>,
): Promise<AppliedResult> => {
  const { status } = await addBackupAddon(ctx, { organization_id, plan_id, quantity: servers })
  const places = servers === 1 ? '1 place' : `${servers} places`
  return {
    run_id: null,
    message: status === 'requested' ? `${places} asked for; they count once confirmed.` : `${places} added.`,
  }
}
