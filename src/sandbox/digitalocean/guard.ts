import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { field, refusal } from './answers.ts'
import { overLimit, tokenOf } from './limits.ts'
import { tablesOf } from './rows.ts'

/** Scopes by operation, from the security sections of DigitalOcean's document. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  account_get: ['account:read'],
  actions_list: ['actions:read'],
  actions_get: ['actions:read'],
  droplets_list: ['droplet:read'],
  droplets_get: ['droplet:read'],
  droplets_create: ['droplet:create'],
  droplets_destroy: ['droplet:delete'],
  droplets_list_backups: ['droplet:read'],
  droplets_list_snapshots: ['droplet:read'],
  droplets_get_backup_policy: ['droplet:read'],
  droplets_list_backup_policies: ['droplet:read'],
  droplets_list_supported_backup_policies: ['droplet:read'],
  dropletActions_list: ['droplet:read'],
  dropletActions_get: ['droplet:read'],
  dropletActions_post: ['droplet:update'],
  images_list: ['image:read'],
  images_get: ['image:read'],
  images_delete: ['image:delete'],
  imageActions_post: ['image:update'],
  snapshots_list: ['snapshot:read'],
  snapshots_get: ['snapshot:read', 'block_storage_snapshot:read'],
  regions_list: ['regions:read'],
  sizes_list: ['sizes:read', 'regions:read'],
}

/** Beyond `droplet:update`, by the action's type. */
const actionScopes: Readonly<Record<string, readonly string[]>> = {
  restore: ['droplet:admin'],
  rebuild: ['droplet:admin'],
  snapshot: ['image:create'],
}

export const may = (request: SandboxRequest, world: World, scope: string): boolean => {
  const granted = tablesOf(world.store).tokens.get(tokenOf(request))?.scopes ?? []
  return granted.includes('*') || granted.includes(scope)
}

/** Token, then limits, then scopes. */
export const guard = (request: SandboxRequest, world: World, operation: string): Answer | null => {
  const token = tokenOf(request)
  if (tablesOf(world.store).tokens.get(token) === undefined)
    return unauthorized(world.settings.echo_secrets ? `Unable to authenticate you with ${token}.` : undefined)
  const limited = overLimit(request, world)
  if (limited !== null) return limited
  const type = field(request.body, 'type')
  const more = operation === 'dropletActions_post' && typeof type === 'string' ? (actionScopes[type] ?? []) : []
  const missing = [...(scopes[operation] ?? []), ...more].find((scope) => !may(request, world, scope))
  return missing === undefined ? null : refusal(403, 'forbidden', 'You are not authorized to perform this operation.')
}

export const unauthorized = (said = 'Unable to authenticate you.') => refusal(401, 'unauthorized', said)
