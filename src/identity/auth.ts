import { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import type { Pool } from 'pg'
import type { Db } from '../db/database.ts'
import type { Ids } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import { takeTotpStep } from './queries.ts'
import { refuseUsedTotp } from './refuse-used-totp.ts'
import { passwordLength } from './schema.ts'

export const sessionDays = 30

/** Where the peer's address stands in requests to better-auth; the HTTP shell sets it and drops what came from outside. */
export const peerHeader = 'x-forwarded-for'

/** The paths of better-auth that are open; all others answer 404. */
export const authPaths = [
  { method: 'POST', path: '/api/auth/sign-in/email', summary: 'Sign in with e-mail and password', limited_tries: true },
  { method: 'POST', path: '/api/auth/sign-out', summary: 'End this session', limited_tries: false },
  {
    method: 'GET',
    path: '/api/auth/get-session',
    summary: 'The session behind the cookie, or null',
    limited_tries: false,
  },
  { method: 'POST', path: '/api/auth/change-password', summary: 'Change your own password', limited_tries: true },
  { method: 'POST', path: '/api/auth/update-user', summary: 'Change your own name', limited_tries: false },
  { method: 'POST', path: '/api/auth/two-factor/enable', summary: 'Begin two-factor set-up', limited_tries: true },
  { method: 'POST', path: '/api/auth/two-factor/disable', summary: 'Switch two-factor off', limited_tries: true },
  {
    method: 'POST',
    path: '/api/auth/two-factor/verify-totp',
    summary: 'Confirm set-up or finish a sign-in with a code',
    limited_tries: true,
  },
  {
    method: 'POST',
    path: '/api/auth/two-factor/verify-backup-code',
    summary: 'Finish a sign-in with a backup code',
    limited_tries: true,
  },
  {
    method: 'POST',
    path: '/api/auth/two-factor/generate-backup-codes',
    summary: 'Make new backup codes',
    limited_tries: true,
  },
] as const

export type AuthOptions = {
  /** For better-auth's own statements. */
  pool: Pool
  db: Db
  ids: Ids
  log: Log
  secret: string
  /** As people reach us. Cookies are `Secure` when it is https. */
  public_url: string
}

/**
 * better-auth for passwords, sessions and two-factor. Its own sign-up, rate limiter and cross-site check are off: users come
 * from invitations, and the HTTP shell limits and checks every path in one way.
 */
export const createAuth = ({ pool, db, ids, log, secret, public_url }: AuthOptions) =>
  betterAuth({
    appName: 'Backstay',
    baseURL: public_url,
    basePath: '/api/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // Its own answer to every failure is an empty 500; the HTTP shell tells a lost database from a fault of ours.
    onAPIError: {
      onError: (error) => {
        if (!isAPIError(error)) throw error
      },
    },
    logger: { log: (level, message) => log.debug({ component: 'auth', level }, message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    session: {
      modelName: 'sessions',
      expiresIn: sessionDays * 24 * 3600,
      disableSessionRefresh: true,
      fields: sessionColumns,
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'accounts',
      fields: accountColumns,
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    hooks: { before: refuseUsedTotp((id, step) => takeTotpStep(db, id, step)) },
    plugins: [
      twoFactor({
        issuer: 'Backstay',
        twoFactorTable: 'two_factors',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
    advanced: {
      useSecureCookies: public_url.startsWith('https:'),
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [peerHeader] },
      database: { generateId: ({ model }) => ids.make(prefixes[model] ?? 'ver') },
    },
  })

export type Auth = ReturnType<typeof createAuth>

// better-auth's names for our columns.
const sessionColumns = {
  expiresAt: 'expires_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  ipAddress: 'ip_address',
  userAgent: 'user_agent',
  userId: 'user_id',
} as const
const accountColumns = {
  accountId: 'account_id',
  providerId: 'provider_id',
  userId: 'user_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const

const prefixes: Record<string, 'usr' | 'ses' | 'acc' | 'tfa' | 'ver'> = {
  user: 'usr',
  users: 'usr',
  session: 'ses',
  sessions: 'ses',
  account: 'acc',
  accounts: 'acc',
  twoFactor: 'tfa',
  two_factors: 'tfa',
}
