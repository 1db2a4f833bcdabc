import type { Context } from '../context.ts'
import { chooseServers } from '../servers/choose-servers.ts'
import { type JudgedRestore, judgeRestores } from './judge-restores.ts'
import type { BulkRestoreOutlook, PreviewBulkRestoreInput } from './schema.ts'

const refusalsShown = 100

/** What restoring many servers to new ones would make and cost, and which of them cannot. It changes nothing and asks no provider. */
export const previewBulkRestore = async (ctx: Context, input: PreviewBulkRestoreInput): Promise<BulkRestoreOutlook> => {
  const as_of = input.as_of ?? ctx.clock.now()
  const servers = await chooseServers(ctx, input)
  const judged = await judgeRestores(ctx, { servers, as_of })
  const able = judged.filter((one) => one.point !== null)
  const refused = judged.filter((one) => one.point === null)
  return {
    servers: servers.length,
    new_servers: able.length,
    as_of,
    oldest_taken_at: able.map(({ point }) => point.taken_at).sort()[0] ?? null,
    ...costOf(able),
    refused: refused
      .slice(0, refusalsShown)
      .map(({ server, why }) => ({ server_id: server.id, name: server.name, code: why.code, message: why.message })),
    refused_count: refused.length,
  }
}

/** New servers are as large as the old ones, and cost what the provider last said of those. */
const costOf = (able: readonly JudgedRestore[]): Pick<BulkRestoreOutlook, 'cost_per_month' | 'price_unknown'> => {
  const known = able.flatMap(({ server: { price_minor, currency } }) =>
    price_minor === null || currency === null ? [] : [{ price_minor, currency }],
  )
  const cost_per_month = [...Map.groupBy(known, ({ currency }) => currency)].map(([currency, prices]) => ({
    currency,
    amount_minor: prices.reduce((sum, { price_minor }) => sum + price_minor, 0),
    new_servers: prices.length,
  }))
  return { cost_per_month, price_unknown: able.length - known.length }
}
