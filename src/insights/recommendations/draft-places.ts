import { getPlan } from '../../billing/get-plan.ts'
import { listEntitlements } from '../../billing/list-entitlements.ts'
import type { Entitlement } from '../../billing/schema.ts'
import type { Context } from '../../context.ts'
import { countPlaces } from '../../protections/count-places.ts'
import { countByOrganization, type OrganizationCount } from '../../servers/count-by-organization.ts'
import type { Draft } from './schema.ts'

type Places = Entitlement['plans'][number] & { used: number }

/** What subscriptions and servers have to do with each other: servers without backups, places without servers, servers without places. */
export const draftPlaces = async (ctx: Context): Promise<Draft[]> => {
  const unprotected = Map.groupBy(
    await countByOrganization(ctx, { state: 'unprotected' }),
    (row) => row.organization_id,
  )
  const taken = await countPlaces(ctx)
  const used = new Map(taken.map((row) => [`${row.organization_id} ${row.plan_id}`, row.used]))
  const places = new Map<string, Places[]>()
  for (const [id, { plans }] of await listEntitlements(ctx))
    places.set(
      id,
      plans.map((plan) => ({ ...plan, used: used.get(`${id} ${plan.plan_id}`) ?? 0 })),
    )
  const beyond: Draft[] = []
  for (const row of taken) if (row.beyond > 0) beyond.push(await aboutBeyond(ctx, row))
  return [
    ...[...unprotected].map(([id, rows]) => aboutUnprotected(id, rows, places.get(id) ?? [])),
    ...[...places].flatMap(([id, plans]) => plans.flatMap((plan) => aboutUnused(id, plan, unprotected.get(id) ?? []))),
    ...beyond,
  ]
}

const sum = (rows: readonly OrganizationCount[], column: 'servers' | 'critical') =>
  rows.reduce((total, row) => total + row[column], 0)

const covers = (plan: Places) => (row: OrganizationCount) => plan.plan_types.includes(row.plan_type)

const aboutUnprotected = (organization_id: string, rows: OrganizationCount[], plans: readonly Places[]): Draft => {
  const servers = sum(rows, 'servers')
  const free = plans.map((plan) =>
    Math.max(0, Math.min(plan.places - plan.used, sum(rows.filter(covers(plan)), 'servers'))),
  )
  const free_places = Math.min(
    servers,
    free.reduce((total, places) => total + places, 0),
  )
  const critical = sum(rows, 'critical')
  return {
    organization_id,
    subject_id: organization_id,
    facts: { kind: 'unprotected', servers, critical, example: rows[0]?.example ?? '', free_places },
    extent: servers,
    situation: `${critical > 0 ? 'critical' : 'usual'}, ${free_places > 0 ? 'places' : 'no places'}`,
    operators_only: false,
  }
}

/** Half of the places at least: a few are kept ready on purpose. */
const aboutUnused = (organization_id: string, plan: Places, rows: readonly OrganizationCount[]): Draft[] => {
  const free = plan.places - plan.used
  if (free <= 0 || free * 2 < plan.places) return []
  const unprotected = sum(rows.filter(covers(plan)), 'servers')
  const { plan_id, plan_name, places, used, plan_types } = plan
  return [
    {
      organization_id,
      subject_id: plan_id,
      facts: { kind: 'unused_places', plan_id, plan_name, places, used, plan_types, unprotected },
      extent: free,
      situation: unprotected > 0 ? 'servers for them' : 'no servers for them',
      operators_only: false,
    },
  ]
}

const aboutBeyond = async (
  ctx: Context,
  row: { organization_id: string; plan_id: string; beyond: number },
): Promise<Draft> => {
  const plan = await getPlan(ctx, { plan_id: row.plan_id })
  const price = { amount_minor: plan.price_minor * row.beyond, currency: plan.currency }
  return {
    organization_id: row.organization_id,
    subject_id: row.plan_id,
    facts: { kind: 'beyond_subscription', plan_id: plan.id, plan_name: plan.name, servers: row.beyond, price },
    extent: row.beyond,
    situation: 'beyond',
    operators_only: false,
  }
}
