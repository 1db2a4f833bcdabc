import { loadConfig } from '../../src/config.ts'
import { createLog } from '../../src/lib/log.ts'
import { startBackstay } from '../../src/start.ts'

// A process of its own beside the load: the product with organizations, and a plan with the price that the load's Stripe has.
const running = await startBackstay(loadConfig(process.env), createLog('silent'), {
  api: { limits: { requests_per_minute: 1e9, anonymous_requests_per_minute: 1e9 } },
})
const { db, ids, clock } = running.services
const now = clock.now()
const organizations = Array.from({ length: Number(process.env.BENCH_ORGANIZATIONS) }, (_, n) => ({
  id: ids.make('org'),
  name: `Customer ${n}`,
  house: false,
  created_at: now,
  updated_at: now,
}))
await db.insertInto('organizations').values(organizations).execute()
await db
  .updateTable('plans')
  .set({ stripe_price_id: process.env.BENCH_PRICE ?? null })
  .where('name', '=', 'Basic')
  .execute()

const count = async () => {
  const states = await db
    .selectFrom('stripe_events')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const made = await db
    .selectFrom('audit_events')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('action', '=', 'subscription.created')
    .executeTakeFirstOrThrow()
  const countOf = (state: string) => states.find((one) => one.state === state)?.count ?? 0
  return { pending: countOf('pending'), handled: countOf('handled'), created: made.count }
}

process.on('message', () => void count().then((counts) => process.send?.(counts)))
process.send?.({ url: running.url, organizations: organizations.map(({ id }) => id) })
process.on('disconnect', () => void running.stop().then(() => process.exit(0)))
