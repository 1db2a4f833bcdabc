import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { refusal } from './answers.ts'
import { overLimit, tokenOf } from './limits.ts'
import { tablesOf } from './rows.ts'

/** Scopes by operation, from the security sections of Linode's document; none: any token. */
const scopes: Readonly<Record<string, string>> = {
  'get-account': 'account:read_only',
  'get-account-settings': 'account:read_only',
  'put-account-settings': 'account:read_write',
  'get-events': 'events:read_only',
  'get-event': 'events:read_only',
  'get-linode-instances': 'linodes:read_only',
  'get-linode-instance': 'linodes:read_only',
  'get-backups': 'linodes:read_only',
  'get-backup': 'linodes:read_only',
  'post-linode-instance': 'linodes:read_write',
  'put-linode-instance': 'linodes:read_write',
  'delete-linode-instance': 'linodes:read_write',
  'post-snapshot': 'linodes:read_write',
  'post-enable-backups': 'linodes:read_write',
  'post-cancel-backups': 'linodes:read_write',
  'post-restore-backup': 'linodes:read_write',
}
/** Open to everybody. */
const open = ['get-linode-types', 'get-linode-type', 'get-regions']

/** Token, then limits, then scopes: the last with 401 as well, and other words. */
export const guard = (request: SandboxRequest, world: World, operation: string): Answer | null => {
  const token = tokenOf(request)
  const row = tablesOf(world.store).tokens.get(token)
  if (row === undefined && !open.includes(operation))
    return unauthorized(world.settings.echo_secrets ? `Invalid Token ${token}` : undefined)
  const limited = overLimit(request, world)
  if (limited !== null) return limited
  const scope = scopes[operation]
  if (scope === undefined || mayDo(row?.scopes ?? [], scope)) return null
  return unauthorized('Your OAuth token is not authorized to use this endpoint.')
}

const mayDo = (granted: readonly string[], scope: string): boolean =>
  granted.includes('*') || granted.includes(scope) || granted.includes(scope.replace(/read_only$/, 'read_write'))

export const unauthorized = (said = 'Invalid Token') => refusal(401, said)
