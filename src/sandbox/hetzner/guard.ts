import type { Answer, SandboxRequest, World } from '../kit/cloud.ts'
import { refusal } from './answers.ts'
import { overLimit, tokenOf } from './limits.ts'
import { tablesOf } from './rows.ts'

/** Token, then limit, then what the token may do. */
export const guard = (request: SandboxRequest, world: World): Answer | null => {
  const token = tokenOf(request)
  const known = tablesOf(world.store).tokens.get(token)
  if (known === undefined)
    return unauthorized(world.settings.echo_secrets ? `unable to authenticate ${token}` : undefined)
  const limited = overLimit(request, world)
  if (limited !== null) return limited
  return known.is_readonly && request.method !== 'GET'
    ? refusal(403, 'token_readonly', 'token is only allowed to perform GET requests')
    : null
}

export const unauthorized = (said = 'unable to authenticate') => refusal(401, 'unauthorized', said)
