import { planMethods } from '../../src/protections/planner/plan-methods.ts'
import type { KnownRate, MethodOffer, ServerFacts, Wish } from '../../src/protections/planner/schema.ts'
import { plannerClouds } from './planner-clouds.ts'

const plans = [
  { retention_days: 7, price: 499 },
  { retention_days: 14, price: 799 },
  { retention_days: 30, price: 1_299 },
  { retention_days: 60, price: 1_999 },
]

export type PlannerServer = Partial<ServerFacts> & { size: string | null }
type Told = { rates?: readonly KnownRate[]; say: (offer: MethodOffer) => string }

/** What the planner says of every method under each retention that is sold (BRIEF M2), a line each. All plans are in euros. */
export const plannerTable = (
  name: keyof typeof plannerClouds,
  server: PlannerServer,
  wish: Wish,
  { rates = [], say }: Told,
): string[] =>
  plans.flatMap(({ retention_days, price }) => [
    `${retention_days} days`,
    ...planMethods({
      ...plannerClouds[name],
      server: {
        plan_type: 'basic',
        price: null,
        disk_bytes: null,
        newest_image_bytes: null,
        newest_files_bytes: null,
        file_storage: null,
        has_agent: true,
        native_on: false,
        billed_to: name === 'machine' ? null : 'operators',
        ...server,
      },
      plan: { name: 'Plan', retention_days, methods: ['native', 'snapshot', 'files'], plan_types: ['basic'] },
      plan_price: { amount_minor: price, currency: 'EUR' },
      covered: true,
      wish,
      rates,
    }).map(say),
  ])
