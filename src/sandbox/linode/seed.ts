import { dayMs, toIso } from '../../lib/clock.ts'
import type { SeedOptions, World } from '../kit/cloud.ts'
import { days, images, regions, types, windows } from './catalogue.ts'
import { addLinode } from './create-linode.ts'
import { bringUpToDate, expectBackup, nextBackupMs } from './make-backups.ts'
import { type LinodeRow, tablesOf } from './rows.ts'

const roles = ['web', 'api', 'db', 'cache', 'worker', 'mail', 'git', 'build', 'log', 'shop']

/** A believable account: most servers running, two of three without backups. */
export const seed = (world: World, { servers, seed: number }: SeedOptions): void => {
  const token = `sandbox${world.random.uuid().replaceAll('-', '')}${number}`
  tablesOf(world.store).tokens.put(token, { token, scopes: ['*'] })
  for (let index = 0; index < servers; index++) addServer(world, index)
}

const pick = <T>(world: World, choices: readonly T[]): T => {
  const chosen = choices[Math.floor(world.random.fraction() * choices.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

/** One server of the account, its history included. */
export const addServer = (world: World, index: number): LinodeRow => {
  const ageDays = 30 + Math.floor(world.random.fraction() * 700)
  const created = toIso(world.clock.nowMs() - ageDays * dayMs)
  const row = addLinode(world, {
    label: `${roles[index % roles.length]}-${String(Math.floor(index / roles.length) + 1).padStart(2, '0')}`,
    region: pick(world, regions).id,
    type: pick(world, types).id,
    image: pick(world, images),
    status: index % 17 === 16 ? 'offline' : 'running',
    created,
    updated: created,
  })
  return index % 3 === 2 ? withHistory(world, row) : row
}

/** Backups on for the last weeks, so that there is something to see. */
const withHistory = (world: World, row: LinodeRow): LinodeRow => {
  const enabled = { ...row, enabled: true, schedule: { day: pick(world, days), window: pick(world, windows) } }
  const since = world.clock.nowMs() - 29 * dayMs
  const changed = bringUpToDate(world, { ...enabled, next_backup_ms: nextBackupMs(enabled, since) })
  tablesOf(world.store).linodes.put(row.id, changed)
  expectBackup(world, changed.next_backup_ms)
  return changed
}
