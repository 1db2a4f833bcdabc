import type { Cloud, CloudServer, World } from '../kit/cloud.ts'
import { refuse } from './answers.ts'
import { auditRoutes } from './audits.ts'
import { instanceRoutes } from './instances.ts'
import { isOverLimit } from './limit.ts'
import { panel } from './panel.ts'
import { productOf } from './products.ts'
import { seed } from './seed.ts'
import { checkCaller, grantToken, tokenOperation } from './sign-in.ts'
import { snapshotRoutes } from './snapshots.ts'
import { accountOf, tablesOf } from './state.ts'
import { tick } from './tick.ts'

/** Contabo's compute API and sign-in service, on one address. */
export const contaboCloud: Cloud = {
  provider: 'contabo',
  routes: [
    {
      method: 'POST',
      path: '/auth/realms/contabo/protocol/openid-connect/token',
      operation: tokenOperation,
      handle: grantToken,
    },
    ...auditRoutes,
    ...instanceRoutes,
    ...snapshotRoutes,
  ],
  seed,
  tick,
  guard: (request, world, operation) => {
    const refused = checkCaller(request, world, operation)
    if (refused !== null) return refused
    return isOverLimit(world) ? refuse(429, 'Too many requests') : null
  },
  headers: () => ({}),
  refuse: (kind, said) => refuse(statuses[kind], said ?? messages[kind]),
  credentials: (world) => {
    const { client_id, client_secret, api_user, api_password } = accountOf(tablesOf(world.store))
    return { client_id, client_secret, api_user, api_password }
  },
  servers: (world) => {
    const points = snapshotPoints(world)
    return [...tablesOf(world.store).instances.all()].map((row): CloudServer => {
      const backup = productOf(row.product_id)?.backup_addon_id ?? null
      const native = row.auto_backups.map(({ ref, created_at }) => ({ ref, kind: 'native', created_at }) as const)
      return {
        ref: String(row.instance_id),
        name: row.display_name || row.name,
        native: row.addons.some(({ id }) => id === backup) ? 'on' : 'off',
        schedule: null,
        recovery_points: [...native, ...(points.get(row.instance_id) ?? [])],
      }
    })
  },
  panel,
}

const statuses = { rate_limited: 429, server_error: 500, unauthorized: 401, not_found: 404 } as const
const messages = {
  rate_limited: 'Too many requests',
  server_error: 'Internal server error',
  unauthorized: 'Unauthorized',
  not_found: 'Not found',
} as const

const snapshotPoints = (world: World): Map<number, CloudServer['recovery_points'][number][]> => {
  const points = new Map<number, CloudServer['recovery_points'][number][]>()
  for (const { instance_id, snapshot_id, created_at } of tablesOf(world.store).snapshots.all()) {
    const row = { ref: snapshot_id, kind: 'snapshot', created_at } as const
    points.set(instance_id, [...(points.get(instance_id) ?? []), row])
  }
  return points
}
