import { createServer, type IncomingMessage, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../../test/helpers/until.ts'
import { limitBody } from './limit-body.ts'

/** What a server has of a request whose caller hung up before anybody read the body. */
const brokenRequest = async (headers: Record<string, string>, sent: 'a part' | 'all'): Promise<IncomingMessage> => {
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  const received = new Promise<IncomingMessage>((resolve) => void server.once('request', resolve))
  const caller = send({ port, host: '127.0.0.1', method: 'POST', headers })
  caller.on('error', () => undefined)
  if (sent === 'all') caller.end('x'.repeat(1_000))
  else caller.write('part')
  const request = await received
  await until(async () => request.complete === (sent === 'all'))
  const closed = new Promise((resolve) => void request.once('close', resolve))
  request.on('error', () => undefined)
  caller.destroy()
  await closed
  return request
}

const announced: Record<string, string>[] = [{ 'content-length': '1000' }, { 'transfer-encoding': 'chunked' }]
const hungUp = (['a part', 'all'] as const).flatMap((sent) => announced.map((headers) => ({ sent, headers })))
test.each(hungUp)(
  'a body of which $sent came and nobody read it before the connection broke ends in an error ($headers)',
  async ({ sent, headers }) => {
    const request = await brokenRequest(headers, sent)
    await expect(buffer(limitBody(request, 10_000))).rejects.toThrow()
  },
)
