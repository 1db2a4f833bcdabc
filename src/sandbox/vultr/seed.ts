import { dayMs, toIso } from '../../lib/clock.ts'
import type { SeedOptions, World } from '../kit/cloud.ts'
import { bringBackupsUpToDate, withNextBackup } from './backups.ts'
import { plans, regions, systems } from './catalogue.ts'
import { addInstance } from './create-instance.ts'
import { type InstanceRow, type Schedule, tablesOf } from './rows.ts'

const roles = ['web', 'api', 'db', 'cache', 'worker', 'mail', 'git', 'ci', 'log', 'shop']

export const allRights: readonly string[] = [
  'manage_users',
  'subscriptions_view',
  'subscriptions',
  'billing',
  'support',
  'provisioning',
  'dns',
  'abuse',
  'upgrade',
  'firewall',
  'alerts',
  'objstore',
  'loadbalancer',
]

/** A believable account: most servers ordinary and running, two of three without backups, one in fifty that cannot have any. */
export const seed = (world: World, { servers, seed: number }: SeedOptions): void => {
  const api_key = `SANDBOX${number}${world.random.uuid().replaceAll('-', '').toUpperCase()}`
  tablesOf(world.store).keys.put(api_key, { api_key, acls: allRights })
  for (let index = 0; index < servers; index++) addServer(world, index)
}

const pick = <T>(world: World, choices: readonly T[]): T => {
  const chosen = choices[Math.floor(world.random.fraction() * choices.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

/** One server of the account, its history included. */
export const addServer = (world: World, index: number): InstanceRow => {
  const isVx1 = index % 50 === 49
  const ageDays = 30 + Math.floor(world.random.fraction() * 700)
  const plan = pick(
    world,
    plans.filter(({ type }) => (type === 'vx1') === isVx1),
  )
  const row = addInstance(world, {
    label: `${roles[index % roles.length]}-${String(Math.floor(index / roles.length) + 1).padStart(2, '0')}`,
    region: pick(world, regions).id,
    plan: plan.id,
    os_id: pick(world, systems).id,
    created_at: toIso(world.clock.nowMs() - ageDays * dayMs),
    status: 'active',
    power_status: index % 17 === 16 ? 'stopped' : 'running',
    server_status: 'ok',
  })
  return index % 3 === 2 && !isVx1 ? withHistory(world, row, index) : row
}

/** Backups on for the last weeks, so that there is something to see. */
const withHistory = (world: World, row: InstanceRow, index: number): InstanceRow => {
  const [hour, dow] = [Math.floor(world.random.fraction() * 24), 1 + Math.floor(world.random.fraction() * 7)]
  const schedule: Schedule = { type: index % 2 === 0 ? 'daily' : 'weekly', hour, dow, dom: 1 }
  const since = world.clock.nowMs() - 22 * dayMs
  const begun = withNextBackup(world, { ...row, backups: true, schedule }, since)
  const protectedRow = bringBackupsUpToDate(world, begun)
  tablesOf(world.store).instances.put(row.id, protectedRow)
  return protectedRow
}
