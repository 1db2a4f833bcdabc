import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { limitBody } from './limit-body.ts'

/** A request of which so much was sent, as the server has it, and the way to cut its connection. */
const sent = async (text: string): Promise<{ request: IncomingMessage; cut(): Promise<void> }> => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined).write(text)
  const [request]: IncomingMessage[] = await once(server, 'request')
  if (request === undefined) throw new Error('There was no request.')
  request.on('error', () => undefined)
  const cut = async () => {
    const closed = new Promise<void>((resolve) => request.once('close', () => resolve()))
    socket.destroy()
    await closed
  }
  return { request, cut }
}

const head = (length: number) => `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`

test('a body comes as it was sent', async () => {
  const { request } = await sent(`${head(4)}text`)
  expect((await buffer(limitBody(request, 10))).toString()).toBe('text')
})

test.each([
  ['in the middle of the body', `${head(8)}text`],
  ['when all was sent and nothing read', `${head(4)}text`],
])('a connection that was cut before anybody asked for the body, %s, ends it with an error', async (_when, text) => {
  const { request, cut } = await sent(text)
  await cut()
  await expect(buffer(limitBody(request, 10))).rejects.toThrow()
})

test('one that is cut before anybody reads ends it with an error, and takes nothing with it', async () => {
  const { request, cut } = await sent(`${head(8)}text`)
  const body = limitBody(request, 10)
  await cut()
  await expect(buffer(body)).rejects.toThrow()
})
