import { dayMs, toIso } from '../../lib/clock.ts'
import type { SeedOptions, World } from '../kit/cloud.ts'
import { nextBackup } from './backup-window.ts'
import { publicImages, regions, sizes } from './catalogue.ts'
import { addDroplet } from './create-droplet.ts'
import { bringBackupsUpToDate } from './images.ts'
import { expectBackup } from './make-backups.ts'
import { type DropletRow, type Policy, tablesOf } from './rows.ts'

const roles = ['web', 'api', 'db', 'cache', 'worker', 'mail', 'git', 'ci', 'log', 'shop']
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** A believable account: most servers ordinary and running, two of three without backups, one in fifty with a graphics card. */
export const seed = (world: World, { servers, seed: number }: SeedOptions): void => {
  const token = `dop_v1_sandbox_${world.random.uuid().replaceAll('-', '')}${number}`
  tablesOf(world.store).tokens.put(token, { token, scopes: ['*'] })
  for (let index = 0; index < servers; index++) addServer(world, index)
}

const pick = <T>(world: World, choices: readonly T[]): T => {
  const chosen = choices[Math.floor(world.random.fraction() * choices.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

/** One server of the account, its history included. */
export const addServer = (world: World, index: number): DropletRow => {
  const isGpu = index % 50 === 49
  const ageDays = 30 + Math.floor(world.random.fraction() * 700)
  const created_at = toIso(world.clock.nowMs() - ageDays * dayMs)
  const size = pick(
    world,
    sizes.filter(({ gpu }) => gpu === isGpu),
  )
  const row = addDroplet(world, {
    name: `${roles[index % roles.length]}-${String(Math.floor(index / roles.length) + 1).padStart(2, '0')}`,
    region: pick(world, regions).slug,
    size_slug: size.slug,
    image_slug: pick(world, publicImages).slug,
    status: index % 17 === 16 ? 'off' : 'active',
    created_at,
  })
  return index % 3 === 2 && !isGpu ? withHistory(world, row) : row
}

/** Backups on for the last weeks, so that there is something to see. */
const withHistory = (world: World, row: DropletRow): DropletRow => {
  const hour = pick(world, [0, 4, 8, 12, 16, 20])
  const policy: Policy =
    row.id % 2 === 0 ? { plan: 'daily', hour } : { plan: 'weekly', weekday: pick(world, days), hour }
  const since = world.clock.nowMs() - 29 * dayMs
  const protectedRow = bringBackupsUpToDate(world, { ...row, policy, next_backup: nextBackup(policy, row.id, since) })
  tablesOf(world.store).droplets.put(row.id, protectedRow)
  if (protectedRow.next_backup !== null) expectBackup(world, protectedRow.next_backup.at_ms)
  return protectedRow
}
