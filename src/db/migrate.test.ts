import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createEmptyDatabase, createTestDatabase } from '../../test/helpers/database.ts'
import type { Log } from '../lib/log.ts'
import type { StartupError } from '../lib/startup-error.ts'
import type { Connection } from './database.ts'
import { migrate } from './migrate.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }

const folderWith = async (files: Record<string, string>) => {
  const directory = await mkdtemp(join(tmpdir(), 'backstay-migrations-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text)
  return directory
}

const emptyDatabase = async () => {
  const { connection, drop } = await createEmptyDatabase()
  onTestFinished(drop)
  return connection
}

const query = async (connection: Connection, sql: string): Promise<unknown[]> => {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Message and remedy of the StartupError that the promise must end in. */
const failureOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({ name: 'StartupError' })
  const { message, remedy } = error as StartupError
  return `${message} ${remedy}`
}

const files = { '0001_first.sql': 'create table first (id int);', '0002_second.sql': 'insert into first values (2);' }

test('applies each file once, in order, and says which', async () => {
  const connection = await emptyDatabase()
  const directory = await folderWith(files)
  expect(await migrate(connection, { log, directory })).toEqual(['0001_first.sql', '0002_second.sql'])
  expect(await migrate(connection, { log, directory })).toEqual([])
  await writeFile(join(directory, '0003_third.sql'), 'insert into first values (3);')
  expect(await migrate(connection, { log, directory })).toEqual(['0003_third.sql'])
  expect(await query(connection, 'select id from first order by id')).toEqual([{ id: 2 }, { id: 3 }])
  expect(await query(connection, 'select number, name from migrations order by number limit 1')).toEqual([
    { number: 1, name: '0001_first.sql' },
  ])
})

test('ten processes that start at once do the work once', async () => {
  const connection = await emptyDatabase()
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(connection, { log })))
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
})

test('a failing file leaves nothing of itself, keeps those before it, and names the line', async () => {
  const connection = await emptyDatabase()
  const directory = await folderWith({
    '0001_first.sql': 'create table first (id int);',
    '0002_bad.sql': 'create table second (id int);\n\ninsert into nowhere values (1);',
  })
  expect(await failureOf(migrate(connection, { log, directory }))).toMatch(/0002_bad\.sql failed: .*"nowhere".*line 3/)
  expect(
    await query(connection, `select to_regclass('first') is not null as first, to_regclass('second') as second`),
  ).toEqual([{ first: true, second: null }])
  await writeFile(join(directory, '0002_bad.sql'), 'create table second (id int);')
  expect(await migrate(connection, { log, directory })).toEqual(['0002_bad.sql'])
})

test('an applied file that changed is refused by name; other line ends are no change', async () => {
  const connection = await emptyDatabase()
  const directory = await folderWith({ '0001_first.sql': 'create table first (\n  id int\n);\n' })
  await migrate(connection, { log, directory })
  await writeFile(join(directory, '0001_first.sql'), 'create table first (\r\n  id int\r\n);\r\n')
  expect(await migrate(connection, { log, directory })).toEqual([])
  await writeFile(join(directory, '0001_first.sql'), 'create table first (id bigint);')
  expect(await failureOf(migrate(connection, { log, directory }))).toMatch(/0001_first\.sql.*its text changed/)
})

test('an applied file that is gone or renamed is refused by name', async () => {
  const connection = await emptyDatabase()
  const directory = await folderWith(files)
  await migrate(connection, { log, directory })
  await unlink(join(directory, '0001_first.sql'))
  await writeFile(join(directory, '0001_other.sql'), files['0001_first.sql'])
  expect(await failureOf(migrate(connection, { log, directory }))).toMatch(/0001_first\.sql.*0001_other\.sql/)
})

test('a database of a newer version is left alone', async () => {
  const connection = await emptyDatabase()
  const directory = await folderWith(files)
  await migrate(connection, { log, directory })
  await unlink(join(directory, '0002_second.sql'))
  expect(await failureOf(migrate(connection, { log, directory }))).toMatch(
    /newer Backstay.*0002_second\.sql.*Update Backstay/,
  )
})

test.each([
  ['a gap', { '0001_a.sql': '', '0003_b.sql': '' }, '0002 is missing before 0003_b.sql'],
  ['a number twice', { '0001_a.sql': '', '0001_b.sql': '' }, '0001_a.sql and 0001_b.sql have the same number'],
  ['another name', { '1_a.sql': '' }, '1_a.sql is not named like'],
])('%s among the files is refused', async (_, given, message) => {
  const connection = await emptyDatabase()
  expect(await failureOf(migrate(connection, { log, directory: await folderWith(given) }))).toContain(message)
})

test('says where it found no Postgres, without the password', async () => {
  const port = await unusedPort()
  const connection = { connectionString: `postgres://backstay:hidden-word@127.0.0.1:${port}/backstay` }
  const failure = await failureOf(migrate(connection, { log, connect_tries: 2 }))
  expect(failure).toContain(`127.0.0.1:${port}`)
  expect(failure).toContain('DATABASE_URL')
  expect(failure).not.toContain('hidden-word')
})

test('waits for a Postgres that is just starting', async () => {
  const { connection, drop } = await createTestDatabase()
  onTestFinished(drop)
  const { connection: real } = { connection: new pg.Client(connection) }
  // Refuses the first session as a starting Postgres does, then hands the others on.
  let sessions = 0
  const { connect } = await import('node:net')
  const server = createServer((socket) => {
    sessions += 1
    if (sessions === 1) return void socket.destroy()
    const upstream = real.host.startsWith('/')
      ? connect(`${real.host}/.s.PGSQL.${real.port}`)
      : connect(real.port, real.host)
    socket.pipe(upstream).pipe(socket)
    socket.on('error', () => upstream.destroy())
    upstream.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const through = { host: '127.0.0.1', port: address.port, user: real.user ?? '', database: real.database ?? '' }
  expect(await migrate({ ...through, password: real.password }, { log })).toEqual([])
  expect(sessions).toBe(2)
})

test('says what to do when the database does not exist', async () => {
  const real = new pg.Client(inject('databases').admin)
  const connection = {
    host: real.host,
    port: real.port,
    user: real.user ?? '',
    password: real.password,
    database: 'backstay_nowhere',
  }
  expect(await failureOf(migrate(connection, { log }))).toMatch(/no database named backstay_nowhere.*create database/)
})

test('says what to do when the user may not create tables', async () => {
  const connection = await emptyDatabase()
  // Without a role of its own: our Postgres lets nobody make roles.
  await query(connection, 'revoke create on schema public from public, pg_database_owner')
  expect(await failureOf(migrate(connection, { log }))).toMatch(/may not change the schema.*owner to/)
})

test('an older Postgres is refused', async () => {
  // Speaks just enough of the protocol: any session is let in, and every query answers with one number.
  const server = createServer((socket) => {
    const message = (type: string, body: Buffer) => {
      const head = Buffer.alloc(5)
      head.write(type)
      head.writeInt32BE(body.length + 4, 1)
      return Buffer.concat([head, body])
    }
    const ready = message('Z', Buffer.from('I'))
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]))
      socket.on('data', (data) => {
        if (data[0] !== 'Q'.charCodeAt(0)) return
        const field = Buffer.concat([
          Buffer.from('\0\x01major\0'),
          Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0]),
        ])
        const row = Buffer.from('\0\x01\0\0\0\x0214')
        socket.write(
          Buffer.concat([message('T', field), message('D', row), message('C', Buffer.from('SELECT 1\0')), ready]),
        )
      })
    })
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const connection = { host: '127.0.0.1', port: address.port, user: 'x', database: 'x' }
  expect(await failureOf(migrate(connection, { log }))).toContain(
    'The database is Postgres 14; Backstay needs 15 or newer.',
  )
})

const unusedPort = async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
