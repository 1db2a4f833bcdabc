import type { IncomingMessage } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import { StorageError } from '../storage/object-store.ts'

/**
 * The body, cut where it becomes larger than allowed: a length need not be announced. Whoever gives the body up, such as a store that
 * is full, does not take the connection with it: the answer still has to go back on that.
 */
export const limitBody = (request: IncomingMessage, most: number): Readable => {
  if (request.headers['content-length'] !== undefined) return apart(request)
  const counted = async function* () {
    let bytes = 0
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('A body is bytes.')
      bytes += chunk.length
      if (bytes > most) throw new StorageError('cut_short', 'The object is larger than the gateway takes.')
      yield chunk
    }
  }
  return Readable.from(counted(), { objectMode: false })
}

const apart = (request: IncomingMessage): Readable => {
  const body = new PassThrough()
  // Who reads it is told; until somebody does, a failure must not end the process.
  body.on('error', () => undefined)
  const breakOff = () => {
    if (!request.readableEnded) body.destroy(new Error('The connection broke.'))
  }
  request.once('error', (error) => body.destroy(error))
  request.once('close', breakOff)
  // While the caller was looking something up; nothing would tell of it any more.
  if (request.destroyed) breakOff()
  return request.pipe(body)
}
