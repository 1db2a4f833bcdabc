import { type AddressInfo, createServer } from 'node:net'
import { fastify } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listen, requireFreeAddress } from './listen.ts'

const host = '127.0.0.1'
const taken = createServer()
let port: number

beforeEach(async () => {
  await new Promise<void>((resolve) => taken.listen(0, host, resolve))
  port = (taken.address() as AddressInfo).port
})
afterEach(() => new Promise<void>((resolve) => void taken.close(() => resolve())))

test('a port that is taken is named, with another one to try, before and while starting', async () => {
  const told = {
    name: 'StartupError',
    message: expect.stringContaining(`Port ${port} on ${host} is in use by another program`),
  }
  await expect(requireFreeAddress({ host, port })).rejects.toMatchObject(told)
  await expect(listen(fastify(), { host, port })).rejects.toMatchObject(told)
})

test('a host that is not ours is named', async () => {
  const elsewhere = { host: '203.0.113.1', port: 0 }
  await expect(requireFreeAddress(elsewhere)).rejects.toThrow('203.0.113.1 is not an address of this machine')
})

test('looking does not take the port', async () => {
  await requireFreeAddress({ host, port: 0 })
  const app = fastify()
  await listen(app, { host, port: 0 })
  expect(app.server.listening).toBe(true)
  await app.close()
})
