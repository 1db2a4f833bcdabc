import type { Cloud, CloudServer } from '../kit/cloud.ts'
import { actionRoutes } from './action-routes.ts'
import { endActions } from './actions.ts'
import { notFound, refusal } from './answers.ts'
import { guard, unauthorized } from './guard.ts'
import { imageRoutes } from './image-routes.ts'
import { limitHeaders } from './limits.ts'
import { makeBackups } from './make-backups.ts'
import { panel } from './panel.ts'
import { type ImageRow, type ServerRow, tablesOf } from './rows.ts'
import { seed } from './seed.ts'
import { serverRoutes } from './server-routes.ts'

/** Hetzner Cloud's API v1 as its document of 2026-11 describes it, over made-up servers of one project. */
export const hetznerCloud: Cloud = {
  provider: 'hetzner',
  settings: { calls_per_hour: 3_600 },
  routes: [...serverRoutes, ...actionRoutes, ...imageRoutes],
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
    if (kind === 'rate_limited')
      return refusal(429, 'rate_limit_exceeded', said ?? 'limit of requests per hour reached')
    return refusal(500, 'server_error', said ?? 'an unexpected error occurred')
  },
  credentials: (world) => ({ token: [...tablesOf(world.store).tokens.all()][0]?.token ?? '' }),
  servers: (world) => {
    const { servers, images } = tablesOf(world.store)
    const byServer = Map.groupBy(images.all(), ({ server_id }) => server_id)
    return [...servers.all()].map((row) => serverOf(row, byServer.get(row.id) ?? []))
  },
}

const serverOf = (row: ServerRow, images: readonly ImageRow[]): CloudServer => ({
  ref: String(row.id),
  name: row.name,
  native: row.backup_window === null ? 'off' : 'on',
  schedule: row.backup_window,
  recovery_points: images
    .filter(({ status }) => status !== 'creating')
    .map(({ id, type, created_at }) => ({
      ref: String(id),
      kind: type === 'backup' ? 'native' : 'snapshot',
      created_at,
    })),
})
