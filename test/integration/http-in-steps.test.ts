import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../src/lib/errors.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { route } from '../helpers/http-routes.ts'
import { listen, send, testServer, testServices } from '../helpers/http-server.ts'

let database: TestDatabase
let app: Awaited<ReturnType<typeof testServer>>
let port: number
const transactions: boolean[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  const common = { method: 'POST' as const, access: 'signed_in' as const, commits_in_steps: true }
  const routes = [
    route({
      ...common,
      path: '/api/later',
      operation_id: 'later',
      reply: { status: 200, body: z.object({ ok: z.literal(true) }), or_accepted: 'It goes on.' },
      handle: async (ctx, _input, http) => {
        transactions.push(ctx.db.isTransaction)
        http.accepted()
        return { ok: true }
      },
    }),
    route({
      ...common,
      path: '/api/refused',
      operation_id: 'refused',
      handle: async () => {
        throw new AppError('conflict', { beside: { success: false, backups_enabled: true } })
      },
    }),
  ]
  app = await testServer(testServices(database.db), { routes })
  port = await listen(app)
})
afterAll(async () => {
  await app?.close()
  await database?.drop()
})

const headers = { authorization: 'Bearer operator', 'content-type': 'application/json', 'idempotency-key': 'one' }
const post = (path: string) => send(port, 'POST', path, { headers, body: '{}' })

test('a route that commits in steps gets no transaction around it, whatever key is sent, and may answer 202', async () => {
  const [first, second] = [await post('/api/later'), await post('/api/later')]
  expect([first.status, second.status]).toEqual([202, 202])
  expect(transactions).toEqual([false, false])
  expect(second.headers['idempotency-replayed']).toBeUndefined()
})

test('an error carries what its contract wants beside it', async () => {
  const sent = await post('/api/refused')
  expect(sent.status).toBe(409)
  expect(sent.json()).toMatchObject({ success: false, backups_enabled: true, error: { code: 'conflict' } })
})
