import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { noOrigin, systemCaller } from '../../src/context.ts'
import { createApiKey } from '../../src/identity/create-api-key.ts'
import { createLog } from '../../src/lib/log.ts'
import { type Running, startBackstay } from '../../src/start.ts'
import { databaseUrl } from '../helpers/database-url.ts'
import { freePort } from '../helpers/free-port.ts'
import { createHttpClient, type HttpClient } from '../helpers/http-client.ts'
import { type OwnPostgres, startOwnPostgres } from '../helpers/own-postgres.ts'
import { until } from '../helpers/until.ts'

let postgres: OwnPostgres
let dataDir: string
let running: Running
let client: HttpClient

beforeAll(async () => {
  postgres = await startOwnPostgres()
  dataDir = await mkdtemp(join(tmpdir(), 'backstay-away-'))
  const config = loadConfig({
    BACKSTAY_PORT: String(await freePort()),
    BACKSTAY_DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl(postgres.connection),
    BACKSTAY_LOG: 'silent',
    BACKSTAY_ENV: 'test',
  })
  running = await startBackstay(config, createLog('silent'))
  const ctx = { ...running.services, caller: systemCaller, origin: noOrigin }
  client = createHttpClient(running.url, (await createApiKey(ctx, { name: 'away', operator: true })).key)
})
afterAll(async () => {
  await running?.stop()
  await postgres?.remove()
  await rm(dataDir, { recursive: true, force: true })
})

test.each(['stop', 'kill'] as const)(
  'after a %s of Postgres: 503 with Retry-After, then all goes on by itself',
  async (how) => {
    expect((await client.get('/readyz')).status).toBe(200)
    await postgres[how]()
    // Sessions of a killed Postgres can answer once more before they notice.
    await until(async () => (await client.get('/readyz')).status === 503)
    for (const path of ['/api/me', '/api/organizations']) {
      const answer = await client.get(path)
      expect(answer, answer.text).toMatchObject({ status: 503, body: { error: { code: 'database_unavailable' } } })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    const person = { email: 'a@example.com', password: 'correct horse battery' }
    const signIn = await createHttpClient(running.url).post('/api/auth/sign-in/email', person)
    expect(signIn.status, signIn.text).toBe(503)
    expect((await client.get('/readyz')).status).toBe(503)
    expect((await client.get('/healthz')).status).toBe(200)

    await postgres.start()
    await until(async () => (await client.get('/readyz')).status === 200)
    expect((await client.post('/api/organizations', { name: `After ${how}` })).status).toBe(201)
  },
)

test('open pages hear again what changes once the database is back', async () => {
  let heard = ''
  const stream = client.stream('/api/events', (text) => {
    heard += text
  })
  await until(() => heard !== '')
  await postgres.stop()
  await postgres.start()
  await until(async () => (await client.get('/readyz')).status === 200)
  const { id } = (await client.post('/api/organizations', { name: 'Heard' })).body
  await until(() => heard.includes(id))
  stream.stop()
})
