import { expect, test } from 'vitest'
import type { Attention } from '../../../../src/insights/overview/schema.ts'
import { attentionAct } from './attention-act.ts'

type Example = NonNullable<Attention['example']>
type Protection = Example['protections'][number]

const off: Protection = {
  method: 'native',
  desired_state: 'on',
  observed_state: 'off',
  phase: 'idle',
  reason: null,
  drift: true,
  plan_id: null,
  retention_days: 7,
  beyond_subscription: false,
}
const group = (kind: Attention['kind'], count: number, protections: Protection[] = []): Attention => ({
  kind,
  count,
  list: `/api/servers?state=${kind}`,
  about: null,
  example: {
    id: 'srv_1',
    name: 'web-1',
    organization_id: 'org_1',
    organization_name: 'Harbour',
    critical: false,
    last_backup_at: null,
    missing_since: null,
    protections,
  },
})

test.each([
  [group('missed', 1), 'Open server', '/servers/srv_1'],
  [group('missed', 12), 'Show 12', '/backups?show=missed'],
  [group('drifted', 1, [off]), 'Enable again…', '/servers/srv_1?dialog=enable'],
  [group('drifted', 1, [{ ...off, desired_state: 'off', observed_state: 'on' }]), 'Open server', '/servers/srv_1'],
  [group('drill_failed', 1), 'View evidence', '/servers/srv_1'],
  [group('needs_operator', 1), 'Open task', '/operator-tasks'],
  [group('unprotected', 6), 'Enable…', '/backups?show=unprotected&dialog=enable'],
])('%o', (of, word, to) => expect(attentionAct(of)).toEqual({ word, to }))
