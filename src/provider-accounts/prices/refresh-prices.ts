import { isDeepStrictEqual } from 'node:util'
import { recordChange } from '../../audit/record-change.ts'
import { type Context, inTransaction } from '../../context.ts'
import type { ProviderName, ProviderPrices } from '../../providers/provider.ts'
import { ProviderError } from '../../providers/provider-error.ts'
import { openProvider } from '../open-provider.ts'
import { recordAccountFailure } from '../record-account-failure.ts'
import { ProviderName as ProviderNameSchema } from '../schema.ts'
import { listAccountsToAskAcrossOrganizations, lockPrices, putToldPrices } from './queries.ts'
import { Prices } from './schema.ts'

/**
 * Asks one account of each provider, or of the one named, for the prices, and keeps what it tells. Where the provider has no
 * list of prices, or operators entered a table of their own, what is there stays.
 */
export const refreshPrices = async (ctx: Context, input: { provider?: ProviderName | undefined }): Promise<void> => {
  for (const { id, provider } of await listAccountsToAskAcrossOrganizations(ctx.db, input.provider)) {
    const told = await ask(ctx, id)
    if (told !== null) await keep(ctx, ProviderNameSchema.parse(provider), told)
  }
}

/** Null where the provider tells none, now or ever: yesterday's then stay, with their day. */
const ask = async (ctx: Context, provider_account_id: string): Promise<ProviderPrices | null> => {
  const client = await openProvider(ctx, { provider_account_id })
  try {
    return await client.listPrices()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.kind === 'unsupported') return null
    ctx.log.warn({ provider_account_id, err: error }, 'The list of prices could not be read; those known stay')
    await recordAccountFailure(ctx, { provider_account_id, error })
    return null
  }
}

const keep = (ctx: Context, provider: ProviderName, told: ProviderPrices): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const before = await lockPrices(ctx.db, provider)
    const now = ctx.clock.now()
    const as_of = now.slice(0, 10)
    const prices = Prices.parse(told)
    const row = { provider, prices: JSON.stringify(prices), source: 'provider' as const, as_of, note: null }
    const kept = await putToldPrices(ctx.db, { ...row, updated_at: now })
    if (!kept || (before !== undefined && isDeepStrictEqual(before.prices, prices))) return
    await recordChange(ctx, {
      action: 'provider_prices.refreshed',
      organization_id: null,
      target: { id: provider, name: ctx.providers.describe(provider).capabilities.label },
      before: before === undefined ? null : { sizes: countOf(Prices.parse(before.prices)), as_of: before.as_of },
      after: { sizes: countOf(prices), as_of },
    })
  })

/** The whole list would fill the audit trail. */
const countOf = ({ servers }: ProviderPrices): number => Object.keys(servers).length
