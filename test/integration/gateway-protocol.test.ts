import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testClock } from '../../src/lib/clock.ts'
import { endCredential } from '../../src/repositories/end-credential.ts'
import { issueCredential } from '../../src/repositories/issue-credential.ts'
import type { TestApp } from '../helpers/app.ts'
import {
  countersOf,
  hashOf,
  newRepository,
  repositoryFolder,
  startGatewayApp,
  sumsOf,
  visitor,
} from '../helpers/gateway.ts'
import { until } from '../helpers/until.ts'

let app: TestApp
const clock = testClock()
beforeAll(async () => {
  app = await startGatewayApp({ clock })
})
afterAll(() => app.stop())

const staged = async () =>
  (await readdir(join(app.ctx.config.data_dir, 'repositories/.staging')).catch(() => [])).length
const v2 = { accept: 'application/vnd.x.restic.rest.v2' }

describe('as restic’s own server answers', () => {
  test('config: missing, created once, read back, never another', async () => {
    const { repository_id } = await newRepository(app, 'new')
    const init = await visitor(app, repository_id, 'init')
    const config = randomBytes(155)
    expect((await init.send('HEAD', 'config')).status).toBe(404)
    expect((await init.send('GET', 'config')).status).toBe(404)
    expect((await init.send('POST', '?create=true')).status).toBe(200)
    expect((await init.send('POST', '?create=true')).status).toBe(200)
    expect((await init.send('POST', 'config', config)).status).toBe(200)
    expect((await init.send('POST', 'config', config)).status).toBe(200)
    expect((await init.send('POST', 'config', randomBytes(155))).status).toBe(403)
    const head = await init.send('HEAD', 'config')
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '155'])
    expect((await init.send('GET', 'config')).bytes.equals(config)).toBe(true)
    expect((await init.send('DELETE', 'config')).status).toBe(403)
    expect(await countersOf(app.ctx, repository_id)).toMatchObject({ bytes: 155, objects: 1 })
  })

  test.each(['keys', 'locks', 'data', 'index', 'snapshots'] as const)('%s: the life of an object', async (type) => {
    const { repository_id } = await newRepository(app)
    const run_id = 'run_of_test'
    await app.ctx.db
      .updateTable('repositories')
      .set({ maintenance_run_id: run_id, maintenance_until: '2027-01-01T00:00:00.000Z' })
      .where('id', '=', repository_id)
      .execute()
    const all = await visitor(app, repository_id, 'maintenance', { run_id })
    const bytes = randomBytes(3_000)
    const path = `${type}/${hashOf(bytes)}`
    expect((await all.send('HEAD', path)).status).toBe(404)
    expect((await all.send('GET', path)).status).toBe(404)
    expect((await all.send('GET', `${type}/`)).text).toBe('[]')
    expect((await all.send('DELETE', path)).status).toBe(200)
    expect((await all.send('POST', path, bytes)).status).toBe(200)
    // The answer was lost, so the client sends it again.
    expect((await all.send('POST', path, bytes)).status).toBe(200)
    expect((await all.send('POST', path, randomBytes(3_000))).status).toBe(400)
    const head = await all.send('HEAD', path)
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '3000'])
    expect((await all.send('GET', path)).bytes.equals(bytes)).toBe(true)
    expect(JSON.parse((await all.send('GET', `${type}/`)).text)).toEqual([hashOf(bytes)])
    const listed = await all.send('GET', `${type}/`, undefined, v2)
    expect(listed.headers.get('content-type')).toBe('application/vnd.x.restic.rest.v2')
    expect(JSON.parse(listed.text)).toEqual([{ name: hashOf(bytes), size: 3_000 }])
    expect((await all.send('DELETE', path)).status).toBe(200)
    expect((await all.send('DELETE', path)).status).toBe(200)
    expect((await all.send('GET', path)).status).toBe(404)
    expect(JSON.parse((await all.send('GET', `${type}/`)).text)).toEqual([])
    expect(await countersOf(app.ctx, repository_id)).toEqual(await sumsOf(app.ctx, repository_id))
    expect(await staged()).toBe(0)
  })

  test('ranges', async () => {
    const { repository_id } = await newRepository(app)
    const agent = await visitor(app, repository_id, 'backup')
    const bytes = randomBytes(1_000)
    const { name } = await agent.put('data', bytes)
    const get = (range: string) => agent.send('GET', `data/${name}`, undefined, { range })
    for (const [range, first, last] of [
      ['bytes=0-0', 0, 0],
      ['bytes=10-19', 10, 19],
      ['bytes=990-', 990, 999],
      ['bytes=990-5000', 990, 999],
    ] as const) {
      const reply = await get(range)
      expect(reply.status).toBe(206)
      expect(reply.headers.get('content-range')).toBe(`bytes ${first}-${last}/1000`)
      expect(reply.bytes.equals(bytes.subarray(first, last + 1))).toBe(true)
    }
    for (const range of ['bytes=1000-1001', 'bytes=20-10', 'bytes=-5', 'lines=1-2', 'bytes=0-1,3-4']) {
      const reply = await get(range)
      expect([range, reply.status]).toEqual([range, 416])
    }
  })

  test('an address that is not exactly one of the protocol’s is none', async () => {
    const { repository_id } = await newRepository(app)
    const { access } = await issueCredential(app.ctx, { repository_id, run_id: null, rights: 'read', ttl_seconds: 60 })
    const name = 'a'.repeat(64)
    const authorization = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString('base64')}`
    // fetch would tidy these paths.
    const status = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { hostname, port } = new URL(app.url)
        const sent = httpRequest({ hostname, port, path, headers: { authorization } }, (reply) => {
          reply.resume()
          resolve(reply.statusCode)
        })
        sent.once('error', reject)
        sent.end()
      })
    for (const path of [
      `/repo/${repository_id}`,
      `/repo/${repository_id}/data`,
      `/repo/${repository_id}/data/../config`,
      `/repo/${repository_id}/data/..%2fconfig`,
      `/repo/../repo/${repository_id}/config`,
      `/repo/${repository_id}//config`,
      `/repo/${repository_id}/config/`,
      `/repo/${repository_id}/config?x=1`,
      `/repo/${repository_id}/data/${name.toUpperCase()}`,
      `/repo/${repository_id}/data/${name}/`,
      `/repo/${repository_id}/data/aa/${name}`,
      `/repo/${repository_id}/trash/${name}`,
      `/repo/${repository_id}/data/${name}%00`,
      `/repo/.trash/data/`,
      '/repo/',
      `/repo/${repository_id.toUpperCase()}/config`,
    ])
      expect([path, await status(path)]).toEqual([path, 404])
    expect(await status(`/repo/${repository_id}/data/`)).toBe(200)
  })
})

describe('who may not', () => {
  test('without, with wrong, with ended credentials, and in another repository', async () => {
    const { repository_id } = await newRepository(app)
    const other = await newRepository(app)
    const agent = await visitor(app, repository_id, 'backup', { ttl_seconds: 30 })
    const { name } = await agent.put('data', randomBytes(10))
    const bare = await fetch(`${app.url}${agent.access.path}data/${name}`)
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="backstay", charset="UTF-8"',
    ])
    const as = (authorization: string, path = agent.access.path) =>
      fetch(`${app.url}${path}data/${name}`, { headers: { authorization } }).then(({ status }) => status)
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
    expect(await as(basic(`${agent.credential_id}:wrong`))).toBe(401)
    expect(await as(basic(`crd_nobody:${agent.access.password}`))).toBe(401)
    expect(await as('Bearer nonsense')).toBe(401)
    const own = basic(`${agent.credential_id}:${agent.access.password}`)
    expect(await as(own)).toBe(200)
    expect(await as(own, `/repo/${other.repository_id}/`)).toBe(403)
    clock.advanceMs(30_000)
    expect(await as(own)).toBe(401)
    const second = await visitor(app, repository_id, 'backup')
    await endCredential(app.ctx, { credential_id: second.credential_id })
    expect((await second.send('GET', 'data/')).status).toBe(401)
    expect((await second.put('data', randomBytes(10))).status).toBe(401)
  })

  test('a backup adds and removes nothing but its own locks; a reader only reads', async () => {
    const { repository_id } = await newRepository(app)
    const one = await visitor(app, repository_id, 'backup')
    const two = await visitor(app, repository_id, 'backup')
    const { name: pack } = await one.put('data', randomBytes(50))
    const { name: lock } = await one.put('locks', randomBytes(50))
    expect((await two.send('DELETE', `locks/${lock}`)).status).toBe(403)
    expect((await one.send('DELETE', `data/${pack}`)).status).toBe(403)
    expect((await one.put('keys', randomBytes(50))).status).toBe(403)
    expect((await one.send('POST', 'config', randomBytes(50))).status).toBe(403)
    expect((await one.send('POST', '?create=true')).status).toBe(403)
    const reader = await visitor(app, repository_id, 'read')
    for (const type of ['keys', 'locks', 'data', 'index', 'snapshots'] as const)
      expect((await reader.put(type, randomBytes(9))).status).toBe(403)
    expect((await reader.send('DELETE', `locks/${lock}`)).status).toBe(403)
    expect((await one.send('DELETE', `locks/${lock}`)).status).toBe(200)
    expect((await reader.send('PUT', `locks/${lock}`)).status).toBe(405)
  })
})

describe('uploads that go wrong', () => {
  test('wrong bytes leave nothing', async () => {
    const { repository_id } = await newRepository(app)
    const agent = await visitor(app, repository_id, 'backup')
    const name = hashOf(randomBytes(20))
    const reply = await agent.send('POST', `data/${name}`, randomBytes(100_000))
    expect([reply.status, reply.text]).toEqual([400, 'The bytes are not those that the name stands for.\n'])
    expect((await agent.send('HEAD', `data/${name}`)).status).toBe(404)
    expect(await countersOf(app.ctx, repository_id)).toEqual({ bytes: 0, objects: 0, trash_bytes: 0, trash_objects: 0 })
    expect(await staged()).toBe(0)
  })

  test.each(['data', 'config'] as const)(
    '%s cut off in the middle: nothing is left, and it can be sent again',
    async (type) => {
      // restic's own server leaves a torn config here, and answers 403 from then on.
      const { repository_id } = await newRepository(app, 'new')
      const init = await visitor(app, repository_id, 'init')
      await app.ctx.db
        .updateTable('repositories')
        .set({ initialized_at: clock.now() })
        .where('id', '=', repository_id)
        .execute()
      const agent = type === 'config' ? init : await visitor(app, repository_id, 'backup')
      const bytes = randomBytes(700_000)
      const path = type === 'config' ? 'config' : `data/${hashOf(bytes)}`
      await cutUpload(`${app.url}${agent.access.path}${path}`, agent.access, bytes)
      await until(async () => (await staged()) === 0)
      expect((await agent.send('HEAD', path)).status).toBe(404)
      expect(existsSync(join(repositoryFolder(app, repository_id), 'config'))).toBe(false)
      expect((await agent.send('POST', path, bytes)).status).toBe(200)
      expect((await agent.send('GET', path)).bytes.equals(bytes)).toBe(true)
    },
  )

  test('a quota that is used up: 507, nothing staged, counters exact', async () => {
    const { repository_id } = await newRepository(app)
    await app.ctx.db.updateTable('repositories').set({ quota_bytes: 1_000 }).where('id', '=', repository_id).execute()
    const agent = await visitor(app, repository_id, 'backup')
    expect((await agent.put('data', randomBytes(600))).status).toBe(200)
    const refused = await agent.put('data', randomBytes(401))
    expect(refused.status).toBe(507)
    // Without a length the gateway learns it at the end.
    const bytes = randomBytes(500)
    const stream = new Blob([new Uint8Array(bytes)]).stream()
    expect((await agent.send('POST', `data/${hashOf(bytes)}`, stream)).status).toBe(507)
    expect(await countersOf(app.ctx, repository_id)).toEqual({
      bytes: 600,
      objects: 1,
      trash_bytes: 0,
      trash_objects: 0,
    })
    expect(await staged()).toBe(0)
    expect((await agent.put('locks', randomBytes(500))).status).toBe(200)
    expect((await agent.put('data', randomBytes(1))).status).toBe(507)
  })

  test('the same object twice at once, and many at once: one row, exact counters', async () => {
    const { repository_id } = await newRepository(app)
    const agents = await Promise.all([1, 2, 3].map(() => visitor(app, repository_id, 'backup')))
    const bytes = randomBytes(200_000)
    const others = Array.from({ length: 20 }, () => randomBytes(30_000))
    const replies = await Promise.all([
      ...agents.flatMap((agent) => [agent.put('data', bytes), agent.put('data', bytes)]),
      ...others.map((other, index) => agents[index % 3]?.put('data', other)),
    ])
    expect(replies.map((reply) => reply?.status)).toEqual(replies.map(() => 200))
    const counters = await countersOf(app.ctx, repository_id)
    expect(counters).toMatchObject({ bytes: 800_000, objects: 21 })
    expect(counters).toEqual(await sumsOf(app.ctx, repository_id))
    expect((await agents[0]?.names('data'))?.length).toBe(21)
  })

  test('two configs at once: one is accepted, and it is the one that is kept', async () => {
    const { repository_id } = await newRepository(app, 'new')
    const init = await visitor(app, repository_id, 'init')
    const configs = Array.from({ length: 6 }, () => randomBytes(150))
    const statuses = await Promise.all(
      configs.map(async (config) => (await init.send('POST', 'config', config)).status),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 403)).toHaveLength(5)
    const kept = (await init.send('GET', 'config')).bytes
    expect(configs.findIndex((config) => config.equals(kept))).toBe(statuses.indexOf(200))
  })
})

/** Announces all of it, sends half, and hangs up. */
const cutUpload = (url: string, access: { username: string; password: string }, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => {
    const { hostname, port, pathname } = new URL(url)
    const auth = `${access.username}:${access.password}`
    const headers = { 'content-length': bytes.length }
    const sent = httpRequest({ method: 'POST', hostname, port, path: pathname, auth, headers })
    sent.once('error', () => resolve())
    sent.once('close', () => resolve())
    sent.write(bytes.subarray(0, 400_000), () => {
      void until(async () => (await staged()) > 0).then(() => sent.destroy())
    })
  })
