import type { Services } from '../context.ts'
import { hasPlans, insertPlan } from './queries.ts'
import { Method } from './schema.ts'

// What no row of its own tells of a plan; an operator words it for the customers.
const consent = 'Switched on by you, server by server'

/** What every installation starts with (BRIEF M2). They are data: an operator changes or retires them at will. */
const firstPlans = [
  { name: 'Basic', price_minor: 499, retention_days: 7, description: 'Way back from a bad deploy or update' },
  { name: 'Plus', price_minor: 799, retention_days: 14, description: 'Covers two weeks away' },
  { name: 'Standard', price_minor: 1_299, retention_days: 30, description: 'Reaches back past the last month end' },
  { name: 'Premium', price_minor: 1_999, retention_days: 60, description: 'Two months, for audits and disputes' },
]

/** Makes the first plans while there are none. Safe to run at every start, and in several processes at once. */
export const ensurePlans = async (services: Services): Promise<void> => {
  if (await hasPlans(services.db)) return
  const now = services.clock.now()
  for (const plan of firstPlans)
    await insertPlan(services.db, {
      ...plan,
      id: services.ids.make('pln'),
      currency: 'EUR',
      price_as_of: now.slice(0, 10),
      features: [`Kept for ${plan.retention_days} days`, consent],
      methods: [...Method.options],
      plan_types: ['basic', 'standard', 'pro'],
      created_at: now,
      updated_at: now,
    })
}
