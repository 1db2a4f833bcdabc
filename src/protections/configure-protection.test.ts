import { afterEach, expect, test } from 'vitest'
import { createImageWorld, type ImageWorld } from '../../test/helpers/image-world.ts'
import { changePrices } from '../provider-accounts/prices/change-prices.ts'
import { loadServer } from '../servers/load-server.ts'
import { configureProtection } from './configure-protection.ts'
import type { RunSchedule } from './schedule/schema.ts'
import type { ConfigureInput, Method } from './schema.ts'

// What settings are refused with: the planner's reason, and which method would give it, at what price.

let world: ImageWorld
afterEach(() => world.end())

const configure = async (method: Method, input: ConfigureInput, by: 'operator' | 'owner' = 'operator') => {
  const { ctx, server } = world
  const { organization_id } = await loadServer(ctx, { server_id: server.id })
  const memberships = [{ organization_id, role: 'owner' as const }]
  const caller = by === 'operator' ? ctx.caller : { ...ctx.caller, operator: false, memberships }
  return configureProtection({ ...ctx, caller }, { server_id: server.id, method, ...input })
}
const daily: RunSchedule = { every: 'day', at: ['02:00'], time_zone: 'UTC' }
const hourly: RunSchedule = { every: 'hour', minute: 0, time_zone: 'UTC' }
const files = 'File backups, daily, would do once the agent is installed.'

test('snapshots beyond the slots or the life that they have: refused with these, and with what would keep them', async () => {
  world = await createImageWorld('contabo')
  await expect(configure('snapshot', { schedule: daily, retention: { last: 30 } })).rejects.toMatchObject({
    code: 'method_unavailable',
    message: `These rules keep up to 30 snapshots, and Contabo gives this server 3 slots. Keep 3 or fewer. ${files}`,
    details: { kept: 30, slots: 3 },
  })
  const long = 'Contabo deletes them after 30. Keep them for 30 days or less.'
  const monthly = { every: 'month' as const, days: [1], at: ['02:00'], time_zone: 'UTC' }
  await expect(configure('snapshot', { schedule: monthly, retention: { within: { days: 60 } } })).rejects.toMatchObject(
    {
      message: expect.stringContaining(`These rules keep snapshots for up to 60 days, and ${long}`),
      details: { asked_days: 60, life_days: 30 },
    },
  )
  await expect(configure('snapshot', { retention: { daily: 'all' } })).rejects.toMatchObject({
    message: expect.stringContaining('These rules keep every snapshot, and Contabo gives this server 3 slots.'),
  })
  expect(await world.ctx.db.selectFrom('protections').select('id').execute()).toEqual([])
})

test('of the provider’s own backups: why they do not keep it, and what would, at its price for operators alone', async () => {
  world = await createImageWorld('digitalocean')
  const snapshot_gb_month = { micros: 60_000, currency: 'USD' }
  const prices = { servers: {}, native_percent: { day: 30, week: 20 }, native: null, snapshot_gb_month }
  await changePrices(world.ctx, { provider: 'digitalocean', ...prices, as_of: '2026-01-01' })
  const longer = { retention: { daily: 60 } }
  const reason = 'DigitalOcean keeps its own backups for 28 days; you asked for 60.'
  await expect(configure('native', longer)).rejects.toMatchObject({
    code: 'method_unavailable',
    message: expect.stringMatching(
      /keeps its own backups for 28 days; you asked for 60\. Snapshots, daily, would do, at about \$\S+ a month\./,
    ),
    details: { kept_days: 28 },
  })
  await expect(configure('native', longer, 'owner')).rejects.toMatchObject({
    message: expect.stringContaining(`${reason} Snapshots, daily, would do. Snapshots, weekly, would do. ${files}`),
  })
  await expect(configure('native', { schedule: hourly }, 'owner')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('are not on. Enable them'),
  })
  // What they would give themselves is set nowhere else than at the provider, so others are named all the same.
  await expect(configure('native', { schedule: daily, retention: { daily: 7 } }, 'owner')).rejects.toMatchObject({
    message: expect.stringContaining('it keeps them as long as it does. Snapshots, daily, would do.'),
  })
})
