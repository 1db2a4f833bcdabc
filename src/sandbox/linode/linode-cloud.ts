import type { Cloud, CloudServer, World } from '../kit/cloud.ts'
import { accountRoutes } from './account-routes.ts'
import { notFound, refusal } from './answers.ts'
import { backupRoutes } from './backup-routes.ts'
import { endJobs } from './events.ts'
import { guard, unauthorized } from './guard.ts'
import { limitHeaders } from './limits.ts'
import { linodeRoutes } from './linode-routes.ts'
import { makeBackups } from './make-backups.ts'
import { panel } from './panel.ts'
import { backupsOf, type LinodeRow, tablesOf } from './rows.ts'
import { seed } from './seed.ts'

/** Linode's API v4 as its document 4.189.0 describes it, over made-up servers. */
export const linodeCloud: Cloud = {
  provider: 'linode',
  routes: [...linodeRoutes, ...backupRoutes, ...accountRoutes],
  seed,
  guard,
  headers: limitHeaders,
  panel,
  tick: (world) => {
    endJobs(world)
    makeBackups(world)
  },
  refuse: (kind, said) => {
    if (kind === 'unauthorized') return unauthorized(said)
    if (kind === 'not_found') return notFound()
    if (kind === 'rate_limited') return refusal(429, said ?? 'Too many requests')
    return refusal(500, said ?? 'Internal server error')
  },
  credentials: (world) => ({ token: [...tablesOf(world.store).tokens.all()][0]?.token ?? '' }),
  servers: (world) => [...tablesOf(world.store).linodes.all()].map((row) => serverOf(world, row)),
}

const serverOf = (world: World, row: LinodeRow): CloudServer => ({
  ref: String(row.id),
  name: row.label,
  native: row.enabled ? 'on' : 'off',
  schedule: row.schedule,
  recovery_points: backupsOf(world.store, row)
    .filter(({ status }) => status === 'successful')
    .map(({ id, type, created }) => ({
      ref: String(id),
      kind: type === 'auto' ? 'native' : 'snapshot',
      created_at: created,
    })),
})
