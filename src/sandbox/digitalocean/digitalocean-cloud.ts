import type { Cloud, CloudServer, World } from '../kit/cloud.ts'
import { accountRoutes } from './account-routes.ts'
import { actionRoutes } from './action-routes.ts'
import { endActions } from './actions.ts'
import { notFound, refusal } from './answers.ts'
import { dropletRoutes } from './droplet-routes.ts'
import { guard, unauthorized } from './guard.ts'
import { limitHeaders } from './limits.ts'
import { makeBackups } from './make-backups.ts'
import { panel } from './panel.ts'
import { type DropletRow, tablesOf } from './rows.ts'
import { seed } from './seed.ts'

/** DigitalOcean's API v2 as its document of 2026-08-07 describes it, over made-up droplets. */
export const digitaloceanCloud: Cloud = {
  provider: 'digitalocean',
  routes: [...dropletRoutes, ...actionRoutes, ...accountRoutes],
  seed,
  guard,
  headers: limitHeaders,
  panel,
  tick: (world) => {
    endActions(world)
    makeBackups(world)
  },
  refuse: (kind, said) => {
    if (kind === 'unauthorized') return unauthorized(said)
    if (kind === 'not_found') return notFound()
    if (kind === 'rate_limited') return refusal(429, 'too_many_requests', said ?? 'API rate limit exceeded.')
    return refusal(500, 'server_error', said ?? 'Unexpected server-side error.')
  },
  credentials: (world) => ({ token: [...tablesOf(world.store).tokens.all()][0]?.token ?? '' }),
  servers: (world) => [...tablesOf(world.store).droplets.all()].map((row) => serverOf(world, row)),
}

const serverOf = (world: World, row: DropletRow): CloudServer => {
  const { images } = tablesOf(world.store)
  const points = [...row.backup_ids, ...row.snapshot_ids].flatMap((id) => images.get(id) ?? [])
  return {
    ref: String(row.id),
    name: row.name,
    native: row.policy === null ? 'off' : 'on',
    schedule: row.policy,
    recovery_points: points.map(({ id, type, created_at }) => ({
      ref: String(id),
      kind: type === 'backup' ? 'native' : 'snapshot',
      created_at,
    })),
  }
}
