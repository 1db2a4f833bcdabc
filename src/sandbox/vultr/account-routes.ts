import type { Route } from '../kit/cloud.ts'
import { ok, paged } from './answers.ts'
import { plans, regions } from './catalogue.ts'
import { tablesOf } from './rows.ts'
import { planView, regionView } from './views.ts'

/** The account, and what there is to buy. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/account',
    operation: 'get-account',
    handle: (request, world) => {
      const key = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
      return ok({
        account: {
          name: 'Northwind Operations',
          email: 'ops@northwind.example',
          acls: tablesOf(world.store).keys.get(key)?.acls ?? [],
          balance: -100.55,
          pending_charges: 60.25,
          last_payment_date: '2025-12-10T01:56:20+00:00',
          last_payment_amount: -1.25,
        },
      })
    },
  },
  {
    method: 'GET',
    path: '/v2/plans',
    operation: 'list-plans',
    handle: (request) => {
      const type = request.query.get('type') ?? 'all'
      return paged(
        request,
        'plans',
        plans.filter((plan) => type === 'all' || plan.type === type),
        planView,
      )
    },
  },
  {
    method: 'GET',
    path: '/v2/regions',
    operation: 'list-regions',
    handle: (request) => paged(request, 'regions', regions, regionView),
  },
]
