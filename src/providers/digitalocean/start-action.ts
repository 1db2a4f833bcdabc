import { z } from 'zod'
import type { Api } from '../api.ts'
import type { ActionState, Started } from '../provider.ts'
import { idOf } from './id-of.ts'
import { actionReplySchema, actionSchema } from './schemas.ts'

/** Asks for an action on a server, once. The server stays locked until it ends. */
export const startAction = async (
  api: Api,
  ref: string,
  body: { readonly type: string } & Readonly<Record<string, unknown>>,
): Promise<Started> => {
  const path = `/v2/droplets/${idOf(ref)}/actions`
  const { id } = await api.change(`dropletAction:${body.type}`, 'POST', path, actionReplySchema, body)
  return { action: String(id) }
}

const actionReply = z.object({ action: actionSchema })

/** DigitalOcean tells the state of an action, no percentage and no reason. */
export const followAction = async (api: Api, action: string): Promise<ActionState> => {
  const { action: found } = await api.read('getAction', `/v2/actions/${idOf(action)}`, actionReply)
  if (found.status === 'completed') return { state: 'succeeded' }
  if (found.status !== 'errored') return { state: 'running', percent: null }
  return {
    state: 'failed',
    reason: `DigitalOcean reports that its action ${found.type} (${found.id}) failed, and gives no reason.`,
  }
}
