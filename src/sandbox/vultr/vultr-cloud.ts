import type { Cloud, CloudServer, World } from '../kit/cloud.ts'
import { accountRoutes } from './account-routes.ts'
import { notFound, refusal } from './answers.ts'
import { makeBackups } from './backups.ts'
import { guard, tooMany, unauthorized } from './guard.ts'
import { imageRoutes } from './image-routes.ts'
import { instanceRoutes } from './instance-routes.ts'
import { panel } from './panel.ts'
import { endPending } from './pending.ts'
import { type SnapshotRow, tablesOf } from './rows.ts'
import { seed } from './seed.ts'

/** Vultr's API v2 as its document of 2026-05 describes it, over made-up instances. */
export const vultrCloud: Cloud = {
  provider: 'vultr',
  routes: [...instanceRoutes, ...imageRoutes, ...accountRoutes],
  seed,
  guard,
  // Vultr tells nothing of its limit until it is reached.
  headers: () => ({}),
  panel,
  tick: (world) => {
    endPending(world)
    makeBackups(world)
  },
  refuse: (kind, said) => {
    if (kind === 'unauthorized') return unauthorized(said)
    if (kind === 'not_found') return notFound()
    if (kind === 'rate_limited') return tooMany({}, said)
    return refusal(500, said ?? 'Internal server error')
  },
  credentials: (world) => ({ api_key: [...tablesOf(world.store).keys.all()][0]?.api_key ?? '' }),
  servers: (world) => serversOf(world),
}

const serversOf = (world: World): CloudServer[] => {
  const { instances, backups, snapshots } = tablesOf(world.store)
  const complete = [...snapshots.all()].filter(({ status }) => status === 'complete')
  const byInstance = Map.groupBy(complete, ({ instance_id }) => instance_id)
  return [...instances.all()].map((row) => ({
    ref: row.id,
    name: row.label,
    native: row.backups ? 'on' : 'off',
    schedule: row.backups ? row.schedule : null,
    recovery_points: [
      ...row.backup_ids.flatMap((id) => backups.get(id) ?? []).map((one) => pointOf(one, 'native')),
      ...(byInstance.get(row.id) ?? []).map((one) => pointOf(one, 'snapshot')),
    ],
  }))
}

const pointOf = ({ id, created_at }: Pick<SnapshotRow, 'id' | 'created_at'>, kind: 'native' | 'snapshot') => ({
  ref: id,
  kind,
  created_at,
})
