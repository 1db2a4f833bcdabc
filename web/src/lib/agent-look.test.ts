import { expect, test } from 'vitest'
import { agentLook } from './agent-look.ts'

const now = new Date('2026-11-21T09:00:00Z')
const agent = { connected: true, paused: false, trouble: null, revoked_at: null, last_seen_at: '2026-11-21T08:59:00Z' }

test.each([
  [null, 'Not installed'],
  [agent, 'Connected'],
  [{ ...agent, trouble: { code: 'no_restic', message: 'There is no restic on this machine.' } }, 'In trouble'],
  [{ ...agent, paused: true }, 'Paused'],
  [{ ...agent, connected: false, last_seen_at: '2026-11-21T08:57:00Z' }, 'Late'],
  [{ ...agent, connected: false, last_seen_at: '2026-11-21T08:50:00Z' }, 'Silent'],
  [{ ...agent, revoked_at: '2026-11-21T08:50:00Z' }, 'Revoked'],
])('%o', (of, word) => expect(agentLook(of, now).word).toBe(word))
