import type { Capabilities } from '../providers/provider.ts'
import type { LoadedServer } from '../servers/load-server.ts'
import { choosePlace, type PlanInUse } from './choose-place.ts'
import type { ProtectionRow } from './queries.ts'
import { fitSnapshot } from './snapshots/fit-snapshot.ts'

type Asked = {
  server: Pick<LoadedServer, 'size' | 'plan_type'>
  protections: readonly Pick<ProtectionRow, 'plan_id' | 'beyond_subscription'>[]
  plans: readonly PlanInUse[]
  capabilities: Capabilities | null
}

/** Whether there is a place for snapshots or files, where there is none for what a server gets when nobody names a method. Pure. */
export const hasPlaceOtherwise = ({ server, protections, plans, capabilities }: Asked): boolean => {
  const common = { plan_type: server.plan_type, protections, plans }
  const snapshot = capabilities?.snapshot ?? null
  const fitsSnapshots = ({ retention_days }: PlanInUse) =>
    snapshot === null ? null : fitSnapshot(snapshot, server.size, retention_days)
  return (
    choosePlace({ ...common, method: 'files', fit: () => true }).kind === 'free' ||
    choosePlace({ ...common, method: 'snapshot', fit: fitsSnapshots }).kind === 'free'
  )
}
