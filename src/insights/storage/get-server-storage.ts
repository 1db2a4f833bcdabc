import type { Context } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { getStorageUsage } from '../../repositories/get-storage-usage.ts'
import { billedTo } from '../../servers/billed-to.ts'
import { type LoadedServer, loadServer } from '../../servers/load-server.ts'
import { closedDays } from './closed-days.ts'
import { listServerDays, type ServerCost, sumServerCost } from './read-queries.ts'
import { findProgress, type HeldNow, listHeldNow } from './record-queries.ts'
import { restOfMonth } from './rest-of-month.ts'
import type { MonthAmount, MonthCost, ServerStorage } from './schema.ts'
import { usagePrices } from './usage-prices.ts'

/** What a server's backups take up now and took up day by day; for operators also what they cost this month. */
export const getServerStorage = async (
  ctx: Context,
  input: { server_id: string; days: number },
): Promise<ServerStorage> => {
  const usage = await getStorageUsage(ctx, input)
  const server = await loadServer(ctx, input)
  const from = isoPlusMs(ctx.clock.now(), -input.days * dayMs).slice(0, 10)
  const days = await listServerDays(ctx.db, server.id, from)
  return { ...usage, days, month: ctx.caller.operator ? await monthCost(ctx, server) : null }
}

const monthCost = async (ctx: Context, server: LoadedServer): Promise<MonthCost> => {
  const now = ctx.clock.now()
  const month = now.slice(0, 7)
  const through = await findProgress(ctx.db)
  const period = closedDays(month, { through, now })
  const spent = await sumServerCost(ctx.db, server.id, period)
  const prices = await usagePrices(ctx, { server_id: server.id })
  const held = await listHeldNow(ctx.db, { server_id: server.id, now, prices })
  return {
    month,
    through: through === null || through < period.from ? null : period.to,
    amounts: amountsOf(spent, held, period),
    of_files: amountsOf(spent.filter(isFiles), held.filter(isFiles), period),
    billed_to: billedTo(server),
    prices_as_of: oldest([...spent, ...held].map(({ price_as_of }) => price_as_of)),
    unknown: held.filter(({ monthly_minor }) => monthly_minor === null).map(({ method }) => method),
    assumptions: assumptionsOf(held, period),
  }
}

const amountsOf = (
  spent: readonly ServerCost[],
  held: readonly HeldNow[],
  period: { closed: number; days: number },
): MonthAmount[] => {
  const amounts = new Map<string, MonthAmount>()
  const add = (currency: string, so_far: number, rest: number) => {
    const { so_far_minor = 0, estimate_minor = 0 } = amounts.get(currency) ?? {}
    amounts.set(currency, {
      currency,
      so_far_minor: so_far_minor + so_far,
      estimate_minor: estimate_minor + so_far + rest,
    })
  }
  for (const { currency, cost_minor } of spent) add(currency, cost_minor, 0)
  for (const { currency, monthly_minor } of held)
    if (currency !== null && monthly_minor !== null) add(currency, 0, restOfMonth(monthly_minor, period))
  return [...amounts.values()].sort((a, b) => a.currency.localeCompare(b.currency))
}

const isFiles = ({ method }: { method: HeldNow['method'] }): boolean => method === 'files'

const oldest = (days: readonly (string | null)[]): string | null => days.filter((day) => day !== null).sort()[0] ?? null

const assumptionsOf = (held: readonly HeldNow[], { closed, days }: { closed: number; days: number }): string[] => {
  const unsized = held.reduce((sum, { unsized }) => sum + unsized, 0)
  return [
    `For the ${days - closed} days of the month that are not written down yet, what is there now stays as it is, at the prices of today.`,
    'A month is charged by the day: by what lay there at the end of each, in UTC.',
    ...held.filter(isFiles).map(filesAssumption),
    ...(unsized > 0
      ? [`The provider does not tell the size of ${unsized} of the images; they are not in the cost by size.`]
      : []),
  ]
}

const filesAssumption = ({ monthly_minor }: HeldNow): string =>
  monthly_minor === null
    ? 'What a GB costs where the files lie is not entered under Storage, so file backups have no cost here.'
    : 'File backups cost you what their repository takes up, at the price of its storage; trash is not in it.'
