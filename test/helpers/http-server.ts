import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type Config, loadConfig } from '../../src/config.ts'
import { anonymousCaller, type Caller, type Services } from '../../src/context.ts'
import type { Db } from '../../src/db/database.ts'
import type { Authenticate, EventSource, ServerOptions } from '../../src/http/options.ts'
import { createServer } from '../../src/http/server.ts'
import { testClock } from '../../src/lib/clock.ts'
import { AppError } from '../../src/lib/errors.ts'
import { createIds } from '../../src/lib/ids.ts'
import { createLog } from '../../src/lib/log.ts'
import { createSecrets } from '../../src/lib/secrets.ts'
import { noProviders } from '../../src/providers/no-providers.ts'
import { noPing } from './no-ping.ts'

export const org = (digit: string) => `org_${digit.repeat(26)}`

const person = (name: string, extra: Partial<Caller>): Caller => ({
  kind: 'user',
  id: `usr_${name}`,
  name,
  operator: false,
  memberships: [],
  session_id: `ses_${name}`,
  ...extra,
})

/** Who the tests' bearer keys and `session=` cookies stand for. */
export const callers: Record<string, Caller> = {
  operator: person('operator', { operator: true }),
  operator_key: person('operator_key', { kind: 'api_key', id: 'key_operator', operator: true, session_id: null }),
  owner: person('owner', { memberships: [{ organization_id: org('1'), role: 'owner' }] }),
  viewer: person('viewer', { memberships: [{ organization_id: org('1'), role: 'viewer' }] }),
  key: person('key', {
    kind: 'api_key',
    id: 'key_viewer',
    session_id: null,
    memberships: [{ organization_id: org('1'), role: 'viewer' }],
  }),
}

/** Takes `Bearer <name>` or the cookie `session=<name>`; anything else that was sent is wrong. */
export const fakeAuthenticate: Authenticate = async (_services, { authorization, cookie }) => {
  const name = authorization?.replace('Bearer ', '') ?? /session=(\w+)/.exec(cookie ?? '')?.[1]
  if (name === undefined) return anonymousCaller
  const caller = callers[name]
  if (caller === undefined) throw new AppError(name === 'old' ? 'api_key_expired' : 'unauthenticated')
  return caller
}

export const noEvents: EventSource = { subscribe: async () => ({ close: () => {} }) }

/** A database that nobody may ask, for tests that need none. */
export const noDatabase = new Proxy({} as Db, {
  get: (_target, name) => {
    throw new Error(`this test has no database, but ${String(name)} was used`)
  },
})

export type TestServices = Services & { readonly lines: string[]; readonly clock: ReturnType<typeof testClock> }

export const testServices = (db: Db = noDatabase, config: Partial<Config> = {}): TestServices => {
  const clock = testClock()
  const lines: string[] = []
  return {
    config: { ...loadConfig({ BACKSTAY_ENV: 'test' }), ...config },
    clock,
    ids: createIds(clock),
    log: createLog('debug', { write: (line) => void lines.push(line) }),
    db,
    jobs: { enqueue: async () => null, enqueueMany: async () => [] },
    secrets: createSecrets('a root key for tests, 32 characters long'),
    providers: noProviders,
    reach: async () => 'nobody is there',
    ping: noPing,
    lines,
  }
}

/** A server for a test, not yet listening. `options` replaces what the test is about. */
export const testServer = (services: Services, options: Partial<ServerOptions> = {}): Promise<FastifyInstance> =>
  createServer(services, {
    version: '0.0.0-test',
    routes: [],
    authenticate: fakeAuthenticate,
    auth_paths: [],
    web_dir: null,
    readiness: async () => {},
    events: noEvents,
    ...options,
  })

/** Listens on a free port of this machine and answers it. */
export const listen = async (app: FastifyInstance): Promise<number> => {
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port
}

export type Sent = { status: number; headers: IncomingHttpHeaders; text: string; json: () => unknown }

/** One request over a real socket. Unlike fetch it sends exactly the headers given. */
export const send = (
  port: number,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) })
      })
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })

/** The code of an error reply. */
export const codeOf = (sent: { json: () => unknown }): unknown =>
  (sent.json() as { error?: { code?: unknown } }).error?.code

/** Waits until `condition` holds, looking again with each turn of the event loop. */
export const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
