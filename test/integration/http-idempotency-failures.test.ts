import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../src/lib/errors.ts'
import { callers, codeOf } from '../helpers/http-server.ts'
import { prepareThingServer } from '../helpers/thing-server.ts'
import { until } from '../helpers/until.ts'

const things = prepareThingServer((make) => [make()])

/** Whether some request waits for another one's lock. */
const isWaiting = async () => {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return (await things.database.pool.query(waiting)).rowCount === 1
}

test('two at once have one effect and one answer', async () => {
  const key = randomUUID()
  const go = Promise.withResolvers<void>()
  things.finish = () => go.promise
  const both = [things.ask(key), things.ask(key)]
  await until(isWaiting)
  go.resolve()
  const [a, b] = await Promise.all(both)
  expect([a?.status, b?.status, b?.text]).toEqual([201, 201, a?.text])
  expect([a, b].map((sent) => sent?.headers['idempotency-replayed']).sort()).toEqual(['true', undefined])
  expect([things.runs, await things.effects()]).toEqual([1, 1])
})

test('of two at once the second runs when the first fails', async () => {
  const key = randomUUID()
  const go = Promise.withResolvers<void>()
  things.finish = async () => {
    things.finish = async () => {}
    await go.promise
  }
  const first = things.ask(key)
  await until(() => things.runs === 1)
  const second = things.ask(key)
  await until(isWaiting)
  go.reject(new AppError('conflict'))
  expect([(await first).status, (await second).status]).toEqual([409, 201])
  expect(await things.effects()).toBe(1)
})

test('one that waits too long for the other is told to come back', async () => {
  await things.serve({ routes: [things.make()], limits: { idempotency_wait_ms: 20 } })
  const key = randomUUID()
  const other = await things.database.pool.connect()
  try {
    await other.query('begin')
    await other.query(
      `insert into idempotency_keys (caller_id, key, operation, body_hash, created_at) values ($1, $2, '', '', now())`,
      [callers.owner?.id, key],
    )
    const sent = await things.ask(key)
    expect([sent.status, codeOf(sent), sent.headers['retry-after']]).toEqual([409, 'idempotency_key_in_use', '1'])
    expect(things.runs).toBe(0)
  } finally {
    await other.query('rollback')
    other.release()
  }
})

test.each<[string, () => unknown, number]>([
  ['of ours', () => new AppError('conflict'), 409],
  ['that is a bug', () => new TypeError('x'), 500],
])('a failure %s leaves nothing behind, and the next try runs', async (_name, failure, status) => {
  const key = randomUUID()
  things.finish = async () => {
    throw failure()
  }
  expect((await things.ask(key)).status).toBe(status)
  expect([await things.effects(), await things.stored()]).toEqual([0, []])
  things.finish = async () => {}
  const again = await things.ask(key)
  expect([again.status, again.headers['idempotency-replayed'], await things.effects()]).toEqual([201, undefined, 1])
})

test('an answer that does not fit its schema undoes what was done', async () => {
  await things.serve({ routes: [things.make({ reply: { status: 201, body: z.object({ other: z.string() }) } })] })
  expect((await things.ask(randomUUID())).status).toBe(500)
  expect([await things.effects(), await things.stored()]).toEqual([0, []])
})

test('an invalid request is not remembered', async () => {
  const key = randomUUID()
  expect((await things.ask(key, { body: { name: 1 } })).status).toBe(400)
  expect((await things.ask(key)).status).toBe(201)
})

test('a deadlock is tried again, and the key still has one effect', async () => {
  let failures = 2
  things.finish = async () => {
    if (failures-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
  }
  const key = randomUUID()
  const sent = await things.ask(key)
  expect([sent.status, sent.headers['set-cookie'], things.runs, await things.effects()]).toEqual([
    201,
    ['thing=1'],
    3,
    1,
  ])
  expect((await things.ask(key)).text).toBe(sent.text)
})
