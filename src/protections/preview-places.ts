import type { Context } from '../context.ts'
import type { Capabilities } from '../providers/provider.ts'
import { listNamedServers } from '../servers/list-named-servers.ts'
import { ServerProtection, ServerProvider } from '../servers/schema.ts'
import type { PlanInUse } from './choose-place.ts'
import { hasPlaceOtherwise } from './has-place-otherwise.ts'
import { listPlansInUse } from './list-plans-in-use.ts'
import { type DefaultPlace, placeByDefault } from './place-by-default.ts'
import { placeWords } from './place-words.ts'
import { listServersWithAgentAcrossOrganizations } from './queries.ts'
import type { PlaceNeed, PlacePreview, PlacePreviewInput, ServerPlace } from './schema.ts'

type Named = Awaited<ReturnType<typeof listNamedServers>>[number]

/**
 * Which place each of these servers would take if its backups were switched on now, and whether there is one: each by itself, or
 * `together`, in that order, as bulk work deals them out. It changes nothing and asks no provider. Throws not_found.
 */
export const previewPlaces = async (ctx: Context, input: PlacePreviewInput): Promise<PlacePreview> => {
  const servers = await listNamedServers(ctx, input)
  const agents = await listServersWithAgentAcrossOrganizations(
    ctx.db,
    servers.map(({ id }) => id),
  )
  const byServer = new Map<string, ServerPlace>()
  const organizations: PlaceNeed[] = []
  for (const [organization_id, theirs] of Map.groupBy(servers, (server) => server.organization_id)) {
    const plans = await listPlansInUse(ctx, { organization_id })
    const placed = dealOut(ctx, theirs, { plans, agents, together: input.together })
    for (const one of placed) byServer.set(one.server_id, one)
    organizations.push({
      organization_id,
      organization_name: theirs[0]?.organization_name ?? organization_id,
      ...needOf(theirs, placed, plans),
    })
  }
  // In the order asked for, which rows of a table have.
  const data = input.server_ids.flatMap((id) => byServer.get(id) ?? [])
  return { data, organizations, next_cursor: null }
}

type Dealt = { plans: readonly PlanInUse[]; agents: ReadonlySet<string>; together: boolean }

const dealOut = (ctx: Context, servers: readonly Named[], { plans, agents, together }: Dealt): ServerPlace[] => {
  let left = plans
  return servers.map((server) => {
    const provider = ServerProvider.parse(server.provider)
    const capabilities = provider === 'machine' ? null : ctx.providers.describe(provider).capabilities
    const protections = ServerProtection.array().parse(server.protections)
    const asked = { server, protections, plans: left, capabilities }
    const chosen = placeByDefault({ ...asked, has_agent: agents.has(server.id) })
    const { place } = chosen
    const otherwise = place.kind !== 'free' && hasPlaceOtherwise(asked)
    if (together && !server.backups_enabled && place.kind === 'free' && !place.held)
      left = left.map((plan) =>
        plan.plan_id === place.plan.plan_id ? { ...plan, places_used: plan.places_used + 1 } : plan,
      )
    return { ...toServerPlace(server, chosen, capabilities), otherwise }
  })
}

const toServerPlace = (server: Named, chosen: DefaultPlace, capabilities: Capabilities | null) => {
  const { method, place } = chosen
  const plan = place.kind === 'free' ? place.plan : null
  return {
    server_id: server.id,
    kind: place.kind,
    method,
    plan_id: plan?.plan_id ?? null,
    plan_name: plan?.plan_name ?? null,
    held: place.kind === 'free' && place.held,
    words: placeWords(server, chosen, capabilities),
  }
}

const needOf = (servers: readonly Named[], placed: readonly ServerPlace[], plans: readonly PlanInUse[]) => {
  const off = new Set(servers.filter(({ backups_enabled }) => !backups_enabled).map(({ id }) => id))
  return {
    servers: off.size,
    without: placed.filter(({ server_id, kind }) => off.has(server_id) && kind !== 'free').length,
    free: plans.reduce((sum, { places, places_used }) => sum + Math.max(0, places - places_used), 0),
  }
}
