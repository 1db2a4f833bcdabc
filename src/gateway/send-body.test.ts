import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { sendBody } from './send-body.ts'

test('all bytes go out', async () => {
  const response = new PassThrough()
  const [sent] = await Promise.all([
    buffer(response),
    sendBody(Readable.from([Buffer.from('ab'), Buffer.from('c')]), response),
  ])
  expect(sent.toString()).toBe('abc')
})

test('a caller who hung up before the first byte leaves no body open', async () => {
  const response = new PassThrough()
  response.destroy()
  const body = Readable.from([Buffer.from('abc')])
  await expect(sendBody(body, response)).rejects.toThrow()
  expect(body.destroyed).toBe(true)
})
