import { z } from 'zod'
import type { Redact } from '../../lib/redact.ts'
import type { Api } from '../api.ts'
import type { ActionState, Started } from '../provider.ts'
import { idOf } from './id-of.ts'
import { actionSchema, startedSchema } from './schemas.ts'

/** Asks for an action on a server, once. The server stays locked until it ends. */
export const startAction = async (
  api: Api,
  ref: string,
  command: 'enable_backup' | 'disable_backup' | 'create_image' | 'rebuild',
  body?: Readonly<Record<string, string>>,
): Promise<Started> => {
  const path = `/v1/servers/${idOf(ref)}/actions/${command}`
  const { action, root_password } = await api.change(`serverAction:${command}`, 'POST', path, startedSchema, body)
  return { action: String(action.id), ...(root_password === null ? {} : { root_password }) }
}

const actionReply = z.object({ action: actionSchema })

/** Running actions tell how far they are, failed ones why. */
export const followAction = async (api: Api, redact: Redact, action: string): Promise<ActionState> => {
  const { action: found } = await api.read('getAction', `/v1/actions/${idOf(action)}`, actionReply)
  if (found.status === 'success') return { state: 'succeeded' }
  if (found.status !== 'error') return { state: 'running', percent: found.progress }
  const { code = '', message = '' } = found.error ?? {}
  const why = [message.replace(/\.$/, ''), code === '' ? '' : `(${code})`].filter(Boolean).join(' ')
  return {
    state: 'failed',
    reason: `Hetzner Cloud reports that its action ${redact(found.command)} (${found.id}) failed${why === '' ? ', and gives no reason' : `: ${redact(why)}`}.`,
  }
}
