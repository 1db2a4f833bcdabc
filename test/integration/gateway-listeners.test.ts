import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { link, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import { type ClientRequest, createServer, type RequestOptions, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { Registry } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import { createGateway } from '../../src/gateway/gateway.ts'
import { createGatewayMetrics } from '../../src/gateway/gateway-metrics.ts'
import { listenOnSocket } from '../../src/gateway/listen-on-socket.ts'
import { isAnswered } from '../../src/lib/is-answered.ts'
import { findGatewaySocket } from '../../src/repositories/gateway-socket/find-gateway-socket.ts'
import { gatewaySocketFolder } from '../../src/repositories/gateway-socket/gateway-socket-folder.ts'
import type { TestApp } from '../helpers/app.ts'
import { hashOf, newRepository, startGatewayApp, type Visitor, visitor } from '../helpers/gateway.ts'
import { gatewayParts } from '../helpers/gateway-parts.ts'
import { until } from '../helpers/until.ts'

type Slow = { sent: ClientRequest; status: Promise<number> }

/** An upload that sends its first half, and the rest when told. */
const beginUpload = (way: RequestOptions, agent: Visitor, bytes: Buffer): Slow => {
  const { path, username, password } = agent.access
  const sent = request({
    ...way,
    method: 'POST',
    path: `${path}data/${hashOf(bytes)}`,
    auth: `${username}:${password}`,
    headers: { 'content-length': bytes.length },
  })
  const status = new Promise<number>((resolve, reject) => {
    sent.once('error', reject)
    sent.once('response', (reply) => {
      void buffer(reply).then(() => resolve(reply.statusCode ?? 0))
    })
  })
  status.catch(() => undefined)
  sent.write(bytes.subarray(0, bytes.length / 2))
  return { sent, status }
}

const tcp = (app: TestApp): RequestOptions => ({ hostname: '127.0.0.1', port: new URL(app.url).port })

test('an upload takes as long as it keeps coming; a slow call of the API beside it does not', async () => {
  const app = await startGatewayApp({ limits: { request_ms: 300 } })
  onTestFinished(() => app.stop())
  const { repository_id } = await newRepository(app)
  const agent = await visitor(app, repository_id, 'backup')
  const bytes = randomBytes(400_000)
  const slow = beginUpload(tcp(app), agent, bytes)
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
  socket.write(
    'POST /api/setup HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"to',
  )
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /)
  slow.sent.end(bytes.subarray(bytes.length / 2))
  expect(await slow.status).toBe(200)
  expect((await agent.names('data')).length).toBe(1)
})

test('the unix socket is in a folder of its own that nobody else enters, and goes when the gateway stops', async () => {
  const app = await startGatewayApp()
  const path = (await findGatewaySocket(app.ctx.config)) ?? ''
  expect(Buffer.byteLength(path)).toBeLessThan(108)
  expect(statSync(path).isSocket()).toBe(true)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const folder = gatewaySocketFolder(app.ctx.config)
  expect(dirname(path)).toBe(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  await app.stop()
  expect(existsSync(folder)).toBe(false)
  expect(await findGatewaySocket(app.ctx.config)).toBeNull()
})

test('gateways that start at once each have a socket, and the name they share goes to another when one ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'backstay-sockets-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  // A socket whose process was killed: nobody answers on it.
  const dead = await listenOnSocket({ folder, unique: 'dead' }, () => {})
  await link(join(folder, `${process.pid}-dead.sock`), join(folder, `${process.pid}-left.sock`))
  await dead.withdraw()
  dead.server.close()
  const all = await Promise.all(
    Array.from({ length: 10 }, (_, i) => listenOnSocket({ folder, unique: `${i}` }, (_request, reply) => reply.end())),
  )
  const names = all.map((_, i) => `${process.pid}-${i}.sock`)
  expect((await readdir(folder)).sort()).toEqual([...names, 'socket'])
  for (const [i, one] of all.entries()) {
    expect(await isAnswered(join(folder, 'socket')), `${i} have ended`).toBe(true)
    await one.withdraw()
    one.server.close()
  }
  expect(existsSync(folder)).toBe(false)
})

test('where the gateway of the shared name was killed, another one takes it over', async () => {
  const app = await startGatewayApp()
  onTestFinished(() => app.stop())
  const folder = gatewaySocketFolder(app.ctx.config)
  const shared = await findGatewaySocket(app.ctx.config)
  // As if a newer process had been killed.
  await symlink(`${process.pid}-gone.sock`, join(folder, 'fresh'))
  await rename(join(folder, 'fresh'), join(folder, 'socket'))
  expect(await isAnswered(join(folder, 'socket'))).toBe(false)
  expect(await findGatewaySocket(app.ctx.config)).toBe(shared)
  expect(await isAnswered(join(folder, 'socket'))).toBe(true)
})

test.each(['tcp', 'socket'] as const)(
  'an upload through the %s that runs when the gateway is stopped is finished',
  async (way) => {
    const app = await startGatewayApp()
    const { repository_id } = await newRepository(app)
    const agent = await visitor(app, repository_id, 'backup')
    const bytes = randomBytes(400_000)
    const how = way === 'tcp' ? tcp(app) : { socketPath: (await findGatewaySocket(app.ctx.config)) ?? '' }
    const slow = beginUpload(how, agent, bytes)
    const staging = `${app.ctx.config.data_dir}/repositories/.staging`
    await until(() => existsSync(staging))
    const stopped = app.stop()
    await until(() => isRefused(app))
    slow.sent.end(bytes.subarray(bytes.length / 2))
    expect(await slow.status).toBe(200)
    await stopped
  },
)

test('a client that stops sending is cut, and leaves nothing', async () => {
  const app = await startGatewayApp()
  const { stores } = gatewayParts(app)
  const gateway = createGateway(app.running.services, stores, createGatewayMetrics(new Registry()), { idle_ms: 100 })
  const server = createServer(gateway.handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.close()
    await app.stop()
  })
  const { repository_id } = await newRepository(app)
  const agent = await visitor(app, repository_id, 'backup')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const slow = beginUpload({ hostname: '127.0.0.1', port }, agent, randomBytes(400_000))
  await expect(slow.status).rejects.toThrow()
  await gateway.drain()
  expect(await readdir(`${app.ctx.config.data_dir}/repositories/.staging`)).toEqual([])
  expect(await agent.names('data')).toEqual([])
})

/** New connections are not taken any more. */
const isRefused = (app: TestApp): Promise<boolean> =>
  fetch(`${app.url}/healthz`).then(
    () => false,
    () => true,
  )
