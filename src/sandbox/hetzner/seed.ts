import { dayMs, toIso } from '../../lib/clock.ts'
import type { SeedOptions, World } from '../kit/cloud.ts'
import { backupSlots, locations, serverTypes, systemImages } from './catalogue.ts'
import { addServer } from './create-server.ts'
import { bringBackupsUpToDate } from './images.ts'
import { withBackupsOn } from './make-backups.ts'
import { type ServerRow, tablesOf } from './rows.ts'

const roles = ['web', 'api', 'db', 'cache', 'worker', 'mail', 'git', 'ci', 'log', 'shop']

/** A believable project: most servers running, two of three without backups. */
export const seed = (world: World, { servers }: SeedOptions): void => {
  const token = `${world.random.uuid()}${world.random.uuid()}`.replaceAll('-', '')
  tablesOf(world.store).tokens.put(token, { token, is_readonly: false })
  for (let index = 0; index < servers; index++) seedServer(world, index)
}

const pick = <T>(world: World, choices: readonly T[]): T => {
  const chosen = choices[Math.floor(world.random.fraction() * choices.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

/** One server of the project, its history included. */
export const seedServer = (world: World, index: number): ServerRow => {
  const ageDays = 30 + Math.floor(world.random.fraction() * 700)
  const row = addServer(world, {
    name: `${roles[index % roles.length]}-${String(Math.floor(index / roles.length) + 1).padStart(2, '0')}`,
    location: pick(world, locations).name,
    server_type: pick(world, serverTypes).name,
    image_name: pick(world, systemImages).name,
    status: index % 17 === 16 ? 'off' : 'running',
    created_at: toIso(world.clock.nowMs() - ageDays * dayMs),
  })
  if (index % 3 !== 2) return row
  const since = world.clock.nowMs() - (backupSlots + 1) * dayMs
  const protectedRow = withBackupsOn(world, bringBackupsUpToDate(world, withBackupsOn(world, row, since)))
  tablesOf(world.store).servers.put(row.id, protectedRow)
  return protectedRow
}
