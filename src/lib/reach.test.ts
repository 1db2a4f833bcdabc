import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { systemReach } from './reach.ts'

test('a port that somebody listens on is reached, and one that nobody listens on is not', async () => {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  expect(await systemReach({ address: '127.0.0.1', port, timeout_ms: 5_000 })).toBeNull()
  await new Promise((resolve) => server.close(resolve))
  expect(await systemReach({ address: '127.0.0.1', port, timeout_ms: 5_000 })).toBe('the connection was refused')
})
