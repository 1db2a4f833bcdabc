import { password } from '../../helpers/app.ts'
import type { Target } from './world.ts'

type AuthCase = {
  /** Asks for more than its own: another person's id, and rights. */
  body?(victim: Target): unknown
  status: number
  /** For nobody and for API keys, which are no person. */
  status_without_session: number
}

const greedy = (victim: Target) => ({
  id: victim.user_id,
  userId: victim.user_id,
  user_id: victim.user_id,
  operator: true,
})

/** better-auth's paths: each acts on the session's own person, whatever else a body names. */
export const authCases: Record<string, AuthCase> = {
  'POST /api/auth/sign-in/email': {
    body: (victim) => ({ email: victim.email, password, ...greedy(victim) }),
    status: 401,
    status_without_session: 401,
  },
  'POST /api/auth/sign-out': { body: greedy, status: 200, status_without_session: 200 },
  'GET /api/auth/get-session': { status: 200, status_without_session: 200 },
  'POST /api/auth/change-password': {
    body: (victim) => ({
      currentPassword: password,
      newPassword: 'another horse battery',
      revokeOtherSessions: true,
      ...greedy(victim),
    }),
    status: 200,
    status_without_session: 401,
  },
  'POST /api/auth/update-user': {
    body: (victim) => ({ name: 'Renamed', emailVerified: true, ...greedy(victim) }),
    status: 200,
    status_without_session: 401,
  },
  'POST /api/auth/two-factor/enable': {
    body: (victim) => ({ password, ...greedy(victim) }),
    status: 200,
    status_without_session: 401,
  },
  'POST /api/auth/two-factor/disable': {
    body: (victim) => ({ password, ...greedy(victim) }),
    status: 200,
    status_without_session: 401,
  },
  'POST /api/auth/two-factor/verify-totp': {
    body: (victim) => ({ code: '000000', ...greedy(victim) }),
    status: 400,
    status_without_session: 401,
  },
  'POST /api/auth/two-factor/verify-backup-code': {
    body: (victim) => ({ code: 'aaaaa-bbbbb', ...greedy(victim) }),
    status: 400,
    status_without_session: 401,
  },
  'POST /api/auth/two-factor/generate-backup-codes': {
    body: (victim) => ({ password, ...greedy(victim) }),
    status: 400,
    status_without_session: 401,
  },
}
