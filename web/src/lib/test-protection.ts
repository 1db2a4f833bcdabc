import type { ServerProtection } from '../api/server-types.ts'

/** For tests: the provider's own backups, wanted and on. */
export const testProtection = (more: Partial<ServerProtection> = {}): ServerProtection => ({
  method: 'native',
  desired_state: 'on',
  observed_state: 'on',
  phase: 'idle',
  reason: null,
  drift: false,
  plan_id: 'pln_30',
  retention_days: 30,
  beyond_subscription: false,
  ...more,
})
