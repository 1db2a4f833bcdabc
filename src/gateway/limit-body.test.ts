import { createServer, type IncomingMessage, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { limitBody } from './limit-body.ts'

/** What a server gets of a request with a body that is announced and never sent to its end. */
const brokenRequest = async (headers: Record<string, string>): Promise<IncomingMessage> => {
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  const received = new Promise<IncomingMessage>((resolve) => void server.once('request', resolve))
  const caller = send({ port, host: '127.0.0.1', method: 'POST', headers })
  caller.on('error', () => undefined)
  caller.write('part')
  const request = await received
  const closed = new Promise((resolve) => void request.once('close', resolve))
  request.on('error', () => undefined)
  caller.destroy()
  await closed
  return request
}

const announced: Record<string, string>[] = [{ 'content-length': '1000' }, { 'transfer-encoding': 'chunked' }]
test.each(announced)('a body whose connection broke before anybody read it ends in an error (%j)', async (headers) => {
  const request = await brokenRequest(headers)
  await expect(buffer(limitBody(request, 10_000))).rejects.toThrow()
})
