import type { Api } from '../api.ts'
import type { NativeSchedule, Started } from '../provider.ts'
import { idOf } from './id-of.ts'
import { policyOf } from './policy.ts'
import { actionReplySchema, supportedPoliciesSchema } from './schemas.ts'
import { startAction } from './start-action.ts'

/** Without a schedule DigitalOcean takes its own default, daily, which costs more than weekly. */
export const enableNative = async (api: Api, ref: string, schedule: NativeSchedule | null): Promise<Started> => {
  const policy = schedule === null ? {} : { backup_policy: await policyFor(api, schedule) }
  return startAction(api, ref, { type: 'enable_backups', ...policy })
}

export const changeNativeSchedule = async (api: Api, ref: string, schedule: NativeSchedule): Promise<Started> =>
  startAction(api, ref, { type: 'change_backup_policy', backup_policy: await policyFor(api, schedule) })

export const disableNative = (api: Api, ref: string): Promise<Started> =>
  startAction(api, ref, { type: 'disable_backups' })

/** A backup becomes a snapshot: it leaves the list of backups and is billed as a snapshot. */
export const convertToSnapshot = async (api: Api, ref: string): Promise<Started> => {
  const path = `/v2/images/${idOf(ref)}/actions`
  const { id } = await api.change('convertImage', 'POST', path, actionReplySchema, { type: 'convert' })
  return { action: String(id) }
}

/** Asked each time: what is supported differs by account and over time, and a change is rare. */
const policyFor = async (api: Api, schedule: NativeSchedule) => {
  const path = '/v2/droplets/backups/supported_policies'
  const { supported_policies } = await api.read('listSupportedPolicies', path, supportedPoliciesSchema)
  return policyOf(schedule, supported_policies)
}
