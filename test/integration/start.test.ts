import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { createEmptyDatabase } from '../helpers/database.ts'
import { databaseUrl } from '../helpers/database-url.ts'
import { freePort } from '../helpers/free-port.ts'
import { createHttpClient } from '../helpers/http-client.ts'
import { type MainProcess, startMain, startMainClosed, startWithNpm } from '../helpers/main-process.ts'
import { until } from '../helpers/until.ts'

let dataDir: string
let started: MainProcess[]
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'backstay-start-'))
  started = []
})
afterEach(async () => {
  for (const { child } of started) child.kill('SIGTERM')
  await Promise.all(started.map((main) => main.ended()))
  await rm(dataDir, { recursive: true, force: true })
})

const start = async (env: Record<string, string> = {}) => {
  const port = await freePort()
  const main = startMain({ BACKSTAY_DATA_DIR: dataDir, BACKSTAY_PORT: String(port), ...env })
  started.push(main)
  return { ...main, url: `http://127.0.0.1:${port}` }
}

const refusal = async (env: Record<string, string>) => {
  const main = await start(env)
  expect(await main.ended()).toBe(1)
  const said = main.output().slice(main.output().indexOf('Backstay cannot start.'))
  expect(said).toMatch(/^Backstay cannot start\. /)
  expect(said).not.toMatch(/\n {4}at /)
  return said
}

const emptyDatabase = async () => {
  const { connection, drop } = await createEmptyDatabase()
  onTestFinished(drop)
  return databaseUrl(connection)
}

test('the first start prints the link, later ones only while nobody used it; SIGTERM stops in order', async () => {
  const first = await start()
  await first.ready()
  expect(first.output()).toContain(`${first.url}/welcome#token=`)
  expect(first.spoken().trimEnd().split('\n').at(-1)).toBe(`Backstay is ready: ${first.url}`)
  const mode = (await stat(join(dataDir, 'secret.key'))).mode & 0o777
  expect(mode).toBe(0o600)
  const token = /#token=(\S+)/.exec(first.output())?.[1]
  const person = { token, name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }
  expect((await createHttpClient(first.url).post('/api/setup', person)).status).toBe(201)
  first.child.kill('SIGTERM')
  expect(await first.ended()).toBe(0)
  expect(first.output()).toContain('Backstay has stopped.')
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)

  const second = await start()
  await second.ready()
  expect(second.output()).not.toContain('#token=')
  const { email, password } = person
  expect((await createHttpClient(second.url).post('/api/auth/sign-in/email', { email, password })).status).toBe(200)
})

const signals: Record<string, (main: MainProcess) => void> = {
  SIGTERM: (main) => void main.child.kill('SIGTERM'),
  'Ctrl-C': (main) => main.pressCtrlC(),
}

test.each(Object.entries(signals))(
  'npm start takes %s, and ends when everything it started has ended',
  async (_name, send) => {
    const main = startWithNpm({ BACKSTAY_DATA_DIR: dataDir, BACKSTAY_PORT: String(await freePort()) })
    started.push(main)
    await main.ready()
    send(main)
    expect(await main.ended()).toBe(0)
    expect(main.output()).toContain('Backstay has stopped.')
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
  },
)

test('after a kill -9 the next start recovers by itself, with all that was acknowledged', async () => {
  const first = await start({
    BACKSTAY_ADMIN_EMAIL: 'ada@example.com',
    BACKSTAY_ADMIN_PASSWORD: 'correct horse battery',
  })
  await first.ready()
  const client = createHttpClient(first.url)
  await client.post('/api/auth/sign-in/email', { email: 'ada@example.com', password: 'correct horse battery' })
  expect((await client.post('/api/organizations', { name: 'Kept' })).status).toBe(201)
  first.child.kill('SIGKILL')
  await first.ended()

  const second = await start()
  await second.ready()
  const again = createHttpClient(second.url)
  await again.post('/api/auth/sign-in/email', { email: 'ada@example.com', password: 'correct horse battery' })
  const names = (await again.get('/api/organizations')).body.data.map((one: { name: string }) => one.name)
  expect(names).toContain('Kept')
})

test('an embedded Postgres that is killed is started again, and requests go on', async () => {
  const main = await start({
    BACKSTAY_ADMIN_EMAIL: 'ada@example.com',
    BACKSTAY_ADMIN_PASSWORD: 'correct horse battery',
  })
  await main.ready()
  const client = createHttpClient(main.url)
  await client.post('/api/auth/sign-in/email', { email: 'ada@example.com', password: 'correct horse battery' })
  const postmaster = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')
  process.kill(Number(postmaster.split('\n')[0]), 'SIGKILL')
  await until(() => main.output().includes('Postgres ended by itself'))
  await until(async () => (await client.get('/readyz')).status === 200)
  expect((await client.post('/api/organizations', { name: 'After the kill' })).status).toBe(201)
})

/** Each takes seconds of the processor. */
const atOnce = 5

test('processes that start at once on one new database all become ready, and one of them makes things', async () => {
  const DATABASE_URL = await emptyDatabase()
  const env = { DATABASE_URL, BACKSTAY_SECRET_KEY: 'one key for all of the processes, as it has to be' }
  const all = await Promise.all(Array.from({ length: atOnce }, () => start(env)))
  await Promise.all(all.map((main) => main.ready()))
  const setup = await Promise.all(all.map((main) => createHttpClient(main.url).get('/api/setup')))
  expect(setup.map((answer) => answer.body)).toEqual(Array(atOnce).fill({ needs_setup: true }))
  // Each printed a link; whichever is used first makes the one first operator.
  const people = all.map((main, i) => ({
    url: main.url,
    body: {
      token: /#token=(\S+)/.exec(main.output())?.[1],
      name: `P${i}`,
      email: `p${i}@example.com`,
      password: 'correct horse battery',
    },
  }))
  const answers = await Promise.all(people.map(({ url, body }) => createHttpClient(url).post('/api/setup', body)))
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array(atOnce - 1).fill(410)])
}, 240_000)

test('a process without the role api names no address and gives out no link, and says which variable it does not know', async () => {
  const env = { DATABASE_URL: await emptyDatabase(), BACKSTAY_ROLES: 'worker', BACKSTAY_PROT: '80' }
  const main = await start(env)
  await main.ready()
  expect(main.spoken()).toContain('Did you mean BACKSTAY_PORT?')
  expect(main.spoken()).toContain('Backstay is ready: this process is worker alone')
  expect(main.output()).not.toMatch(/#token=|https?:/)
})

test('an odd umask of the shell changes nothing', async () => {
  const main = startMainClosed({ BACKSTAY_DATA_DIR: join(dataDir, 'new'), BACKSTAY_PORT: String(await freePort()) })
  started.push(main)
  await main.ready()
  expect((await stat(join(dataDir, 'new'))).mode & 0o777).toBe(0o700)
})

test.runIf(process.platform === 'linux')('a data directory that cannot be made is refused', async () => {
  expect(await refusal({ BACKSTAY_DATA_DIR: '/proc/backstay' })).toContain('The data directory /proc/backstay')
  const DATABASE_URL = await emptyDatabase()
  expect(await refusal({ BACKSTAY_DATA_DIR: '/proc/backstay', DATABASE_URL })).toContain('BACKSTAY_DATA_DIR')
})

test('a port in use is refused before anything is made', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void taken.close(() => resolve())))
  const address = taken.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const said = await refusal({ BACKSTAY_PORT: String(port) })
  expect(said).toContain(`Port ${port} on 127.0.0.1 is in use`)
  expect(said).toContain('BACKSTAY_PORT=')
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
})

test('a missing or another root key is refused, never replaced', async () => {
  const DATABASE_URL = await emptyDatabase()
  const env = { DATABASE_URL, BACKSTAY_ROLES: 'worker' }
  const first = await start(env)
  await first.ready()
  first.child.kill('SIGTERM')
  await first.ended()
  const file = join(dataDir, 'secret.key')
  const key = await readFile(file, 'utf8')

  await rm(file)
  expect(await refusal(env)).toContain(`The root key is missing: there is no ${file}`)
  expect(existsSync(file)).toBe(false)
  await writeFile(file, 'x'.repeat(44))
  expect(await refusal(env)).toContain('The root key does not fit this database')
  await writeFile(file, 'short')
  expect(await refusal(env)).toContain('is damaged')
  await writeFile(file, key)
  await (await start(env)).ready()
})

test('an unreachable database and a wrong variable are each named with their mend', async () => {
  const port = await freePort()
  const away = await refusal({ DATABASE_URL: `postgres://me:hidden@127.0.0.1:${port}/x` })
  expect(away).toContain(`Cannot reach Postgres at 127.0.0.1:${port}`)
  expect(away).not.toContain('hidden')
  const wrong = await refusal({ BACKSTAY_PORT: 'eighty', BACKSTAY_ROLES: 'api,cook' })
  expect(wrong).toContain('BACKSTAY_PORT must be a port number')
  expect(wrong).toContain('BACKSTAY_ROLES must be some of api, worker, gateway')
})
