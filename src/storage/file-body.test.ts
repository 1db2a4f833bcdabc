import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, get as getTls } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { until } from '../../test/helpers/until.ts'
import type { FileBody } from './file-body.ts'
import { readFileRange } from './read-file-range.ts'

let folder: string
let path: string
let bytes: Buffer
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bs-body-'))
  path = join(folder, 'pack')
  // Not a whole number of buffers.
  bytes = randomBytes(3_000_001)
  await writeFile(path, bytes)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** How many numbers of this process are the file's; null on systems that do not tell. */
const openNow = (): number | null => {
  try {
    return readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === path
      } catch {
        return false
      }
    }).length
  } catch {
    return null
  }
}
const isClosed = () => until(() => (openNow() ?? 0) === 0)
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex')

const tlsFile = (name: string) => readFileSync(join(import.meta.dirname, `../../test/helpers/tls/${name}.pem`))

/** A server that sends the file to whoever asks. */
const serve = async (how: 'http' | 'https' = 'http') => {
  const ends: Promise<string>[] = []
  const answer = async (_: unknown, response: ServerResponse) => {
    const body = await readFileRange(path)
    response.writeHead(200, { 'content-length': bytes.length })
    const end = body.sendTo(response).then(
      () => 'sent',
      (error: Error) => error.message,
    )
    ends.push(end)
  }
  const server =
    how === 'http' ? createServer(answer) : createTlsServer({ cert: tlsFile('cert'), key: tlsFile('key') }, answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const where = { port, host: '127.0.0.1', rejectUnauthorized: false }
  const ask = async (): Promise<IncomingMessage> => {
    const [response]: IncomingMessage[] = await once(how === 'http' ? get(where) : getTls(where), 'response')
    if (response === undefined) throw new Error('There was no answer.')
    return response
  }
  return { port, ends, ask, fetchAll: async () => buffer(await ask()) }
}

test('is a stream like others', async () => {
  expect((await buffer(await readFileRange(path))).equals(bytes)).toBe(true)
  expect(
    (await buffer(await readFileRange(path, { first: 5, last: 900_000 }))).equals(bytes.subarray(5, 900_001)),
  ).toBe(true)
  await isClosed()
})

test.each(['http', 'https'] as const)(
  'buffers that are used again are never somebody else’s bytes: many at once over %s, slow and quick ones',
  async (how) => {
    const { ask, fetchAll, ends } = await serve(how)
    const slow = async () => {
      const hash = createHash('sha256')
      for await (const chunk of await ask()) {
        hash.update(chunk)
        // Others go on in between, through the same buffers.
        await new Promise(setImmediate)
      }
      return hash.digest('hex')
    }
    const quick = async () => sha256(await fetchAll())
    for (let round = 0; round < 3; round += 1) {
      const sums = await Promise.all([slow(), quick(), quick(), slow(), quick(), slow(), quick(), quick()])
      expect(new Set(sums)).toEqual(new Set([sha256(bytes)]))
    }
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['sent']))
    await isClosed()
  },
)

test('a buffer waits until its write is called back, however long that takes', async () => {
  // Takes the bytes over only when it calls back, as a connection does whose other end does not read.
  const waiting: { chunk: Buffer; done: () => void }[] = []
  const kept: Buffer[] = []
  const sink = new Writable({
    highWaterMark: 1,
    write: (chunk: Buffer, _, done) => {
      waiting.push({ chunk, done })
    },
  })
  const body = await readFileRange(path)
  const sent = body.sendTo(sink)
  for (let at = 0; at < Math.ceil(bytes.length / (256 * 1024)); at += 1) {
    await until(() => waiting.length > 0)
    // Time enough to read more of the file, into whatever is thought to be free.
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
    expect(waiting).toHaveLength(1)
    const { chunk, done } = waiting.shift() ?? { chunk: Buffer.alloc(0), done: () => undefined }
    kept.push(Buffer.from(chunk))
    done()
  }
  await sent
  expect(Buffer.concat(kept).equals(bytes)).toBe(true)
})

test('a buffer whose write was never called back is nobody’s again', async () => {
  const held: Buffer[] = []
  const sink = new Writable({
    write: (chunk: Buffer) => {
      held.push(chunk)
    },
  })
  const body = await readFileRange(path)
  const sent = body.sendTo(sink)
  await until(() => held.length === 1)
  sink.destroy()
  await expect(sent).rejects.toThrow()
  await writeFile(path, randomBytes(2_000_000))
  for (let times = 0; times < 4; times += 1)
    await (await readFileRange(path)).sendTo(new Writable({ write: (_chunk, _encoding, done) => done() }))
  expect(held[0]?.equals(bytes.subarray(0, held[0].length))).toBe(true)
})

test('a caller who hangs up in the middle leaves no file open, and none of its buffers to others', async () => {
  const { port, ends, fetchAll } = await serve()
  const socket = connect(port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  await once(socket, 'data')
  socket.destroy()
  await until(() => ends.length === 1)
  expect(await ends[0]).not.toBe('sent')
  await isClosed()
  expect(sha256(await fetchAll())).toBe(sha256(bytes))
})

test('an answer that waits behind another one ends with the connection', async () => {
  // More than the system takes for somebody who does not read.
  bytes = randomBytes(20_000_000)
  await writeFile(path, bytes)
  const { port, ends } = await serve()
  const socket = connect(port, '127.0.0.1')
  const one = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'
  socket.write(one + one)
  socket.pause()
  await until(() => ends.length === 2)
  socket.destroy()
  expect(await Promise.all(ends)).not.toContain('sent')
  await isClosed()
})

test('a caller who hung up before the first byte, and a body that nobody wants, leave no file open', async () => {
  const response = new PassThrough()
  response.destroy()
  await expect((await readFileRange(path)).sendTo(response)).rejects.toThrow('The connection broke')
  const unwanted: FileBody = await readFileRange(path)
  unwanted.destroy()
  await isClosed()
})

test('a file that became shorter breaks the answer, so that it does not look whole', async () => {
  const body = await readFileRange(path)
  const file = await open(path, 'r+')
  await file.truncate(1_000_000)
  await file.close()
  const response = new PassThrough()
  response.resume()
  await expect(body.sendTo(response)).rejects.toMatchObject({ code: 'cut_short' })
  expect(response.writableEnded).toBe(false)
  await isClosed()
})
