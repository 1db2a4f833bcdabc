import { readMainCurrency } from '../../billing/read-main-currency.ts'
import type { Services } from '../../context.ts'
import { readRates } from '../../provider-accounts/rates/read-rates.ts'
import type { Reckoning } from './in-own-currency.ts'

/** The operators' currency, and the rates that they entered. */
export const readReckoning = async (services: Services): Promise<Reckoning> => ({
  currency: await readMainCurrency(services),
  rates: await readRates(services),
})
