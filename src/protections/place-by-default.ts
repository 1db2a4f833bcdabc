import type { Capabilities } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { type ChosenPlace, choosePlace, type PlanInUse } from './choose-place.ts'
import { fitNative } from './fit-native.ts'
import type { ProtectionRow } from './queries.ts'
import { scheduleThere } from './schedule-there.ts'

export type DefaultPlace = { method: 'native' | 'files'; place: ChosenPlace<unknown> }

type Asked = {
  server: Pick<LoadedServer, 'size' | 'plan_type' | 'native_state' | 'native_schedule'>
  protections: readonly Pick<ProtectionRow, 'plan_id' | 'beyond_subscription'>[]
  plans: readonly PlanInUse[]
  /** Null for a machine that stands at no provider. */
  capabilities: Capabilities | null
  has_agent: boolean
  plan_id?: string | undefined
  asked_days?: number | undefined
}

/**
 * How a server is protected where nobody names a method, and the place it takes: by the provider's own backups where these keep what a
 * plan promises; else by files, where an agent can take them, or where the plans are for nothing else. Pure.
 */
export const placeByDefault = (asked: Asked): DefaultPlace => {
  const { server, protections, plans, capabilities, has_agent, plan_id, asked_days = 0 } = asked
  const common = { plan_type: server.plan_type, protections, plans, plan_id }
  const fitsFiles = ({ retention_days }: PlanInUse) => (asked_days > retention_days ? null : true)
  const files = { method: 'files' as const, place: choosePlace({ ...common, method: 'files', fit: fitsFiles }) }
  if (capabilities === null) return files
  const told = scheduleThere(server, capabilities) ?? undefined
  const fitsNative = ({ retention_days }: PlanInUse) =>
    fitNative(server, capabilities, Math.max(retention_days, asked_days), told)
  const native = { method: 'native' as const, place: choosePlace({ ...common, method: 'native', fit: fitsNative }) }
  if (native.place.kind === 'unfit' && has_agent) return files
  const onlyFiles = native.place.kind === 'not_covered' && files.place.kind !== 'not_covered'
  return onlyFiles ? files : native
}
