import { defineRoute, type Route } from '../../route.ts'
import { changeRate } from './change-rate.ts'
import { listRates } from './list-rates.ts'
import { removeRate } from './remove-rate.ts'
import { ChangeRateInput, ExchangeRate, ExchangeRateList, ExchangeRateParams } from './schema.ts'

const tag = 'Provider accounts'

export const rateRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/exchange-rates',
    operation_id: 'listExchangeRates',
    tag,
    summary: 'List the exchange rates that operators entered, with the day each is of',
    access: 'operator',
    reply: { status: 200, body: ExchangeRateList },
    errors: [],
    handle: (ctx) => listRates(ctx),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/exchange-rates/:from_currency/:to_currency',
    operation_id: 'changeExchangeRate',
    tag,
    summary: 'Enter what one currency is worth in another; costs are shown in a plan’s currency with it',
    access: 'operator',
    params: ExchangeRateParams,
    body: ChangeRateInput,
    reply: { status: 200, body: ExchangeRate },
    errors: [],
    handle: (ctx, input) => changeRate(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/exchange-rates/:from_currency/:to_currency',
    operation_id: 'removeExchangeRate',
    tag,
    summary: 'Remove an exchange rate; costs in that currency stand by themselves again',
    access: 'operator',
    params: ExchangeRateParams,
    reply: { status: 204 },
    errors: ['not_found'],
    handle: (ctx, input) => removeRate(ctx, input),
  }),
]
