import { sumRevenue } from '../../billing/sum-revenue.ts'
import { type Context, inTransaction } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { countPlaces } from '../../protections/count-places.ts'
import type { KnownPrices } from '../../protections/planner/schema.ts'
import { readPrices } from '../../provider-accounts/prices/read-prices.ts'
import type { Capabilities } from '../../providers/provider.ts'
import { listLocationPrices } from '../../repositories/list-location-prices.ts'
import { foldServerCounts } from '../../servers/fold-server-counts.ts'
import { ServerProvider } from '../../servers/schema.ts'
import { addAmounts } from './add-amounts.ts'
import { costOfFiles } from './cost-of-files.ts'
import { costOfGroup, type GroupCost } from './cost-of-group.ts'
import {
  type CostGroup,
  type FilesGroup,
  listCostGroupsAcrossOrganizations,
  listFilesGroupsAcrossOrganizations,
  type SumsRow,
  sumDaysAcrossOrganizations,
  sumDueAcrossOrganizations,
  sumPostureAcrossOrganizations,
  sumProtectionsAcrossOrganizations,
  sumServersAcrossOrganizations,
  writeSumsAcrossOrganizations,
} from './overview-queries.ts'

/** Of one provider: what its backups cost follows from these. */
type Market = { capabilities: Capabilities | null; prices: KnownPrices | null }

/** Works out anew what the overview shows and would be too slow to add up for each reader. One reading, so all of it fits together. */
export const refreshFleetSums = (ctx: Context): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const as_of = ctx.clock.now()
    const sums = await sumServersAcrossOrganizations(ctx.db)
    const first = isoPlusMs(as_of, -29 * dayMs).slice(0, 10)
    const days = await sumDaysAcrossOrganizations(ctx.db, first, as_of.slice(0, 10))
    const postureOf = new Map((await sumPostureAcrossOrganizations(ctx.db)).map((row) => [keyOf(row), row.posture]))
    const wantedOf = new Map((await sumProtectionsAcrossOrganizations(ctx.db)).map((row) => [keyOf(row), row]))
    const due = await sumDueAcrossOrganizations(ctx.db, as_of, isoPlusMs(as_of, 2 * dayMs))
    const daysOf = new Map(days.map((row) => [keyOf(row), row.days]))
    const markets = await marketsOf(ctx, new Set(sums.map(({ provider }) => provider)))
    const costsOf = await costs(ctx, markets)
    const rows = sums.map((row): SumsRow => {
      const cost = costsOf.get(keyOf(row)) ?? []
      return {
        ...row,
        costs: addAmounts(cost.flatMap(({ amounts }) => amounts)),
        costs_known: sumOf(cost, 'known'),
        costs_unknown: sumOf(cost, 'unknown'),
        costs_of_files: sumOf(cost, 'files'),
        posture: postureOf.get(keyOf(row)) ?? {},
        protections: wantedOf.get(keyOf(row))?.protections ?? 0,
        protections_on: wantedOf.get(keyOf(row))?.protections_on ?? 0,
        days: daysOf.get(keyOf(row)) ?? [],
      }
    })
    const used = [...costsOf.values()].flat().map(({ as_of }) => as_of)
    const prices_as_of = used.filter((day) => day !== null).sort()[0] ?? null
    const revenue = await sumRevenue(ctx, {})
    const places_used = (await countPlaces(ctx)).reduce((sum, { used }) => sum + used, 0)
    await writeSumsAcrossOrganizations(ctx.db, rows, { as_of, prices_as_of, revenue, places_used, due })
    await foldServerCounts(ctx)
  })

const keyOf = ({ organization_id, provider }: { organization_id: string | null; provider: string }) =>
  `${organization_id ?? ''} ${provider}`

const sumOf = (costs: readonly GroupCost[], part: 'known' | 'unknown' | 'files') =>
  costs.reduce((sum, cost) => sum + cost[part], 0)

const marketsOf = async (ctx: Context, names: ReadonlySet<string>): Promise<Map<string, Market>> => {
  const markets = new Map<string, Market>()
  for (const name of names) {
    const provider = ServerProvider.parse(name)
    markets.set(
      name,
      provider === 'machine'
        ? { capabilities: null, prices: null }
        : {
            capabilities: ctx.providers.describe(provider).capabilities,
            prices: await readPrices(ctx, { provider }),
          },
    )
  }
  return markets
}

/** By organization and provider, and by provider alone. */
const costs = async (ctx: Context, markets: ReadonlyMap<string, Market>): Promise<Map<string, GroupCost[]>> => {
  const byKey = new Map<string, GroupCost[]>()
  const add = (group: CostGroup | FilesGroup, costs: GroupCost[]) => {
    for (const key of [keyOf(group), keyOf({ organization_id: null, provider: group.provider })]) {
      const list = byKey.get(key)
      if (list === undefined) byKey.set(key, [...costs])
      else list.push(...costs)
    }
  }
  for (const group of await listCostGroupsAcrossOrganizations(ctx.db)) {
    const market = markets.get(group.provider)
    if (market !== undefined) add(group, costOfGroup(group, market))
  }
  const priced = new Map((await listLocationPrices(ctx)).map((one) => [one.storage_location_id, one]))
  for (const group of await listFilesGroupsAcrossOrganizations(ctx.db))
    add(group, [costOfFiles(group, priced.get(group.storage_location_id ?? ''))])
  return byKey
}
