import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { logLevels } from './lib/log.ts'
import { nearestWord } from './lib/nearest-word.ts'
import { StartupError } from './lib/startup-error.ts'

export const roles = ['api', 'worker', 'gateway'] as const
export type ProcessRole = (typeof roles)[number]

const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((value) => value === '1')
const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
const password = z.string().min(10, 'must have at least 10 characters').max(200)

/** Links, cookies and Stripe's client put paths of their own behind it. */
const isOrigin = (text: string): boolean => URL.parse(text)?.href === `${URL.parse(text)?.origin}/`

const environment = z.object({
  BACKSTAY_HOST: z.string().min(1).default('127.0.0.1'),
  BACKSTAY_PORT: z.coerce
    .number('must be a port number, such as 8484')
    .int()
    .min(1, 'must be a port number from 1 to 65535')
    .max(65_535, 'must be a port number from 1 to 65535')
    .default(8484),
  BACKSTAY_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as https://backups.example.com', abort: true })
    .refine(isOrigin, 'must be a scheme, a host and a port, without a path, query or fragment')
    .optional(),
  BACKSTAY_GATEWAY_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as https://gateway.example.com', abort: true })
    .refine(isOrigin, 'must be a scheme, a host and a port, without a path, query or fragment')
    .optional(),
  BACKSTAY_TLS_CERT: z.string().optional(),
  BACKSTAY_TLS_KEY: z.string().optional(),
  BACKSTAY_TRUSTED_PROXIES: z.string().default('').transform(list),
  BACKSTAY_DATA_DIR: z.string().min(1).default('./data'),
  BACKSTAY_AGENT_PROGRAM: z
    .string()
    .refine(isAbsolute, 'must be an absolute path, such as /srv/backstay/dist/backstay-agent.mjs')
    .optional(),
  BACKSTAY_RESTIC: z.string().refine(isAbsolute, 'must be an absolute path, such as /usr/local/bin/restic').optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a URL such as postgres://user:password@host:5432/backstay' })
    .optional(),
  BACKSTAY_SECRET_KEY: z
    .string()
    .min(32, 'must have at least 32 characters. Make one with: openssl rand -base64 32')
    .optional(),
  BACKSTAY_ROLES: z
    .string()
    .default(roles.join(','))
    .transform(list)
    .pipe(
      z
        .array(z.enum(roles, `must be some of ${roles.join(', ')}, separated by commas`))
        .min(1, 'must name at least one role'),
    ),
  BACKSTAY_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  BACKSTAY_ADMIN_PASSWORD: password.optional(),
  BACKSTAY_DEMO: flag.optional(),
  BACKSTAY_LOG: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  BACKSTAY_ENV: z.enum(['production', 'development', 'test']).default('production'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_\w+$/, 'must be a secret or restricted key of Stripe (sk_… or rk_…)')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, 'must be the signing secret of the webhook endpoint in Stripe (whsec_…)')
    .optional(),
  BACKSTAY_STRIPE_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:12111', abort: true })
    .refine(isOrigin, 'must be a scheme, a host and a port, without a path, query or fragment')
    .optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be a URL such as smtp://user:password@mail.example.com:587' })
    .optional(),
})

export type Config = Readonly<{
  environment: 'production' | 'development' | 'test'
  host: string
  port: number
  /** As people reach us, without a trailing slash. Unset: `http(s)://host:port`. */
  public_url: string | null
  /** Where agents and workers on other machines reach the gateway, without a trailing slash. Unset: under the public URL. */
  gateway_url: string | null
  tls: { cert_file: string; key_file: string } | null
  trusted_proxies: readonly string[]
  /** Absolute path. */
  data_dir: string
  /** The program restic as the operator named it. Unset: the one the set-up found, else one in `search_path`. */
  restic: string | null
  /** The agent as one file, as `npm run build:agent` writes it. */
  agent_program: string
  /** The folders for programs (PATH), also for those that restic is to start. */
  search_path: string
  /** Unset: the embedded Postgres in the data directory. */
  database_url: string | null
  secret_key: string | null
  roles: readonly ProcessRole[]
  first_operator: { email: string; password: string } | null
  /** Unset: on for a brand-new embedded data directory, off otherwise. */
  demo: boolean | null
  log_level: (typeof logLevels)[number]
  smtp_url: string | null
  /** Unset: nothing is paid by card, and a purchase is a request. */
  stripe: { secret_key: string; webhook_secret: string; url: string | null } | null
  /** Sentences about variables that look like settings and are none. */
  warnings: readonly string[]
}>

/** Reads the environment; the only place that does. Throws a StartupError that names each wrong variable and its mend. */
export const loadConfig = (env: NodeJS.ProcessEnv): Config => {
  // An empty variable means the same as none, as with `FOO= npm start` and in .env files.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`)
    throw new StartupError(
      `The configuration is not valid: ${lines.join('; ')}.`,
      'Correct the environment variables named above and start again.',
    )
  }
  const e = parsed.data
  const tls = pair(e.BACKSTAY_TLS_CERT, e.BACKSTAY_TLS_KEY, 'BACKSTAY_TLS_CERT', 'BACKSTAY_TLS_KEY')
  const operator = pair(
    e.BACKSTAY_ADMIN_EMAIL,
    e.BACKSTAY_ADMIN_PASSWORD,
    'BACKSTAY_ADMIN_EMAIL',
    'BACKSTAY_ADMIN_PASSWORD',
  )
  const stripe = pair(e.STRIPE_SECRET_KEY, e.STRIPE_WEBHOOK_SECRET, 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET')
  return {
    environment: e.BACKSTAY_ENV,
    host: e.BACKSTAY_HOST,
    port: e.BACKSTAY_PORT,
    public_url: e.BACKSTAY_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    gateway_url: e.BACKSTAY_GATEWAY_URL?.replace(/\/+$/, '') ?? null,
    tls: tls && { cert_file: tls[0], key_file: tls[1] },
    trusted_proxies: e.BACKSTAY_TRUSTED_PROXIES,
    data_dir: resolve(e.BACKSTAY_DATA_DIR),
    restic: e.BACKSTAY_RESTIC ?? null,
    agent_program: e.BACKSTAY_AGENT_PROGRAM ?? join(import.meta.dirname, '../dist/backstay-agent.mjs'),
    search_path: env.PATH ?? '',
    database_url: e.DATABASE_URL ?? null,
    secret_key: e.BACKSTAY_SECRET_KEY ?? null,
    roles: e.BACKSTAY_ROLES,
    first_operator: operator && { email: operator[0], password: operator[1] },
    demo: e.BACKSTAY_DEMO ?? null,
    log_level: e.BACKSTAY_LOG,
    smtp_url: e.SMTP_URL ?? null,
    stripe: stripe && { secret_key: stripe[0], webhook_secret: stripe[1], url: e.BACKSTAY_STRIPE_URL ?? null },
    warnings: Object.keys(given).flatMap(warnAbout),
  }
}

const known = Object.keys(environment.shape)
/** Read by `npm test` and by the command line. */
const ofOthers = ['BACKSTAY_CHROMIUM', 'BACKSTAY_URL', 'BACKSTAY_API_KEY']

const warnAbout = (name: string): string[] => {
  if (!name.startsWith('BACKSTAY_') || known.includes(name) || ofOthers.includes(name)) return []
  const nearest = nearestWord(name, known)
  const instead = nearest === null ? 'README.md lists those there are.' : `Did you mean ${nearest}?`
  return [`${name} is no setting of Backstay and changes nothing. ${instead}`]
}

const pair = (a: string | undefined, b: string | undefined, nameA: string, nameB: string): [string, string] | null => {
  if (a !== undefined && b !== undefined) return [a, b]
  if (a === undefined && b === undefined) return null
  throw new StartupError(`${nameA} and ${nameB} belong together, but just one of them is set.`, 'Set both, or neither.')
}
