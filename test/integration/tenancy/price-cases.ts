import type { Case } from './case.ts'

/** Routes about what providers ask, and what currencies are worth. */
export const priceCases: Record<string, readonly Case[]> = {
  'GET /api/provider-prices': [{ allowed: 'operator', status: 200, path: () => '/api/provider-prices' }],
  'PUT /api/provider-prices/:provider': [
    {
      allowed: 'operator',
      status: 200,
      path: () => '/api/provider-prices/contabo',
      body: () => ({ as_of: '2026-01-10', native: { 'VPS 10': { amount_minor: 160, currency: 'EUR' } } }),
    },
  ],
  'DELETE /api/provider-prices/:provider': [
    // The fake cloud's prices are entered by nobody.
    { allowed: 'nobody', status: 404, path: () => '/api/provider-prices/digitalocean' },
  ],
  'GET /api/exchange-rates': [{ allowed: 'operator', status: 200, path: () => '/api/exchange-rates' }],
  'PUT /api/exchange-rates/:from_currency/:to_currency': [
    {
      allowed: 'operator',
      status: 200,
      path: () => '/api/exchange-rates/USD/EUR',
      body: () => ({ rate: 0.86, as_of: '2026-01-10' }),
    },
  ],
  'DELETE /api/exchange-rates/:from_currency/:to_currency': [
    // Nobody entered one.
    { allowed: 'nobody', status: 404, path: () => '/api/exchange-rates/CHF/JPY' },
  ],
}
