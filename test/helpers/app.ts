import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { loadConfig } from '../../src/config.ts'
import { type Context, noOrigin, type Role, systemCaller } from '../../src/context.ts'
import type { Connection } from '../../src/db/database.ts'
import type { Limits } from '../../src/http/options.ts'
import { createApiKey } from '../../src/identity/create-api-key.ts'
import { createUser } from '../../src/identity/create-user.ts'
import { createLog } from '../../src/lib/log.ts'
import { createOrganization } from '../../src/organizations/create-organization.ts'
import { type Running, type StartOptions, startBackstay } from '../../src/start.ts'
import { createTestDatabase } from './database.ts'
import { databaseUrl } from './database-url.ts'
import { freePort } from './free-port.ts'
import { createHttpClient, type HttpClient } from './http-client.ts'

export const password = 'correct horse battery'

export type TestApp = {
  url: string
  running: Running
  connection: Connection
  pool: pg.Pool
  /** As the system itself, for arranging what a test needs. */
  ctx: Context
  client(apiKey?: string): HttpClient
  stop(): Promise<void>
}

// Tests come from one address and are quick.
const limits: Partial<Limits> = { anonymous_requests_per_minute: 1e6, requests_per_minute: 1e6, tries_per_minute: 1e6 }

/** The whole product on a database of its own, on a free port. */
export const startTestApp = async (
  options: {
    env?: Record<string, string>
    limits?: Partial<Limits>
    web_dir?: string | null
    clock?: StartOptions['clock']
    providers?: StartOptions['providers']
    timings?: StartOptions['timings']
    onRoute?: (route: string) => void
  } = {},
): Promise<TestApp> => {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'backstay-app-'))
  const config = loadConfig({
    BACKSTAY_PORT: String(await freePort()),
    // Whether somebody built the agent in this checkout must not matter.
    BACKSTAY_AGENT_PROGRAM: join(dataDir, 'no-agent.mjs'),
    BACKSTAY_DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl(database.connection),
    BACKSTAY_SECRET_KEY: 'only-for-tests-only-for-tests-only-for-tests',
    BACKSTAY_ROLES: 'api',
    BACKSTAY_LOG: 'silent',
    BACKSTAY_ENV: 'test',
    ...options.env,
  })
  const running = await startBackstay(config, createLog(config.log_level), {
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.providers ? { providers: options.providers } : {}),
    ...(options.timings ? { timings: options.timings } : {}),
    api: {
      web_dir: options.web_dir ?? null,
      limits: { ...limits, ...options.limits },
      ...(options.onRoute ? { onRoute: options.onRoute } : {}),
    },
  })
  return {
    url: running.url,
    running,
    connection: database.connection,
    pool: database.pool,
    ctx: { ...running.services, caller: systemCaller, origin: noOrigin },
    client: (apiKey) => createHttpClient(running.url, apiKey),
    stop: async () => {
      await running.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Makes a person, and signs in over HTTP. */
export const signedInPerson = async (
  app: TestApp,
  person: { name: string; operator?: boolean; memberships?: Record<string, Role> },
): Promise<{ id: string; email: string; client: HttpClient }> => {
  const email = `${person.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}.${randomBytes(3).toString('hex')}@example.com`
  const { id } = await createUser(app.ctx, { name: person.name, email, password, operator: person.operator ?? false })
  for (const [organization_id, role] of Object.entries(person.memberships ?? {}))
    await addMember(app, organization_id, id, role)
  const client = app.client()
  const answer = await client.post('/api/auth/sign-in/email', { email, password })
  if (answer.status !== 200) throw new Error(`sign-in of ${email} answered ${answer.status}: ${answer.text}`)
  return { id, email, client }
}

export const addMember = async (app: TestApp, organizationId: string, userId: string, role: Role): Promise<string> => {
  const id = app.ctx.ids.make('mem')
  const row = { id, organization_id: organizationId, user_id: userId, role, created_at: app.ctx.clock.now() }
  await app.ctx.db.insertInto('members').values(row).execute()
  return id
}

export const newOrganization = (app: TestApp, name: string) => createOrganization(app.ctx, { name })

/** A customer with a person of each of these roles. */
export const newTeam = async <R extends Role>(
  app: TestApp,
  name: string,
  roles: readonly R[],
): Promise<{ organization_id: string; emails: Record<R, string>; clients: Record<R, HttpClient> }> => {
  const { id: organization_id } = await newOrganization(app, name)
  const people = await Promise.all(
    roles.map((role) => signedInPerson(app, { name: `${name} ${role}`, memberships: { [organization_id]: role } })),
  )
  const byRole = <V>(values: readonly V[]) =>
    // By its keys exactly that: each role has its value.
    Object.fromEntries(roles.map((role, n) => [role, values[n]])) as Record<R, V>
  return {
    organization_id,
    emails: byRole(people.map(({ email }) => email)),
    clients: byRole(people.map(({ client }) => client)),
  }
}

export const newApiKey = (app: TestApp, input: { organization_id: string; role: Role } | { operator: true }) =>
  createApiKey(app.ctx, { name: 'test', operator: false, ...input })
