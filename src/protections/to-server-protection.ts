import type { ServerProtection } from '../servers/schema.ts'
import type { ProtectionRow } from './queries.ts'
import { toProtection } from './to-protection.ts'

/** As the server's card and lists show it. */
export const toServerProtection = (row: ProtectionRow): ServerProtection => {
  const { method, desired_state, observed_state, phase, reason, drift, plan_id, retention_days, beyond_subscription } =
    toProtection(row)
  return { method, desired_state, observed_state, phase, reason, drift, plan_id, retention_days, beyond_subscription }
}
