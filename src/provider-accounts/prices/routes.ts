import { defineRoute, type Route } from '../../route.ts'
import { changePrices } from './change-prices.ts'
import { listPriceTables } from './list-price-tables.ts'
import { removePrices } from './remove-prices.ts'
import { ChangePricesInput, ProviderPriceParams, ProviderPriceTable, ProviderPriceTableList } from './schema.ts'

const tag = 'Provider accounts'

export const priceRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/provider-prices',
    operation_id: 'listProviderPrices',
    tag,
    summary: 'List what each provider asks for servers, backups and snapshots, with the day it is of',
    access: 'operator',
    reply: { status: 200, body: ProviderPriceTableList },
    errors: [],
    handle: (ctx) => listPriceTables(ctx),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/provider-prices/:provider',
    operation_id: 'changeProviderPrices',
    tag,
    summary: 'Enter a table of prices; it stands in place of what the provider tells itself',
    access: 'operator',
    params: ProviderPriceParams,
    body: ChangePricesInput,
    reply: { status: 200, body: ProviderPriceTable },
    errors: [],
    handle: (ctx, input) => changePrices(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/provider-prices/:provider',
    operation_id: 'removeProviderPrices',
    tag,
    summary: 'Remove an entered table of prices; what the provider tells itself comes back',
    access: 'operator',
    params: ProviderPriceParams,
    reply: { status: 204 },
    errors: ['not_found'],
    handle: (ctx, input) => removePrices(ctx, input),
  }),
]
