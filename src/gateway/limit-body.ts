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
  const onClose = () => {
    // Not whether all of it has come: what came and was not read yet is gone with the connection.
    if (!request.readableEnded)
      body.destroy(new StorageError('cut_short', 'The connection broke before all bytes had come.'))
  }
  // Whoever reads it is told; until somebody does, it must not end the process.
  body.on('error', () => undefined)
  request.once('error', (error) => body.destroy(error))
  request.once('close', onClose)
  // It may have broken before anybody wanted the body, and then nothing tells of it any more.
  if (request.destroyed) onClose()
  return request.pipe(body)
}
