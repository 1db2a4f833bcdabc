import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/helpers/database.ts'
import { until } from '../../test/helpers/until.ts'
import { notify } from './notify.ts'
import { beforeCommit, transaction } from './transaction.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
const heard: string[] = []
let stopListening = () => {}

beforeAll(async () => {
  database = await createTestDatabase()
  const client = await database.pool.connect()
  client.on('notification', ({ payload }) => heard.push(payload ?? ''))
  await client.query('listen test_channel')
  stopListening = () => client.release(true)
})
afterAll(async () => {
  stopListening()
  await database?.drop()
})

const say =
  (db = database.db) =>
  (payload: string) =>
    notify(db, 'test_channel', payload)

test('what a transaction has to say is heard once it has committed, each thing once, and nothing when it rolls back', async () => {
  heard.length = 0
  await transaction(database.db, async (db) => {
    for (const payload of ['one', 'one', 'two']) say(db)(payload)
    await sql`select 1`.execute(db)
  })
  const failing = transaction(database.db, async (db) => {
    say(db)('never')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  say()('last')
  await until(async () => heard.includes('last'))
  expect([...heard].sort()).toEqual(['last', 'one', 'two'])
})

test('work before the commit is part of the transaction', async () => {
  const { db } = database
  await sql`create table things (name text not null)`.execute(db)
  await transaction(db, async (db) => {
    await beforeCommit(db, async () => void (await sql`insert into things values ('kept')`.execute(db)))
  })
  const failing = transaction(db, async (db) => {
    await sql`insert into things values ('lost')`.execute(db)
    await beforeCommit(db, async () => {
      throw new Error('no')
    })
  })
  await expect(failing).rejects.toThrow('no')
  const { rows } = await sql`select name from things`.execute(db)
  expect(rows).toEqual([{ name: 'kept' }])
})
