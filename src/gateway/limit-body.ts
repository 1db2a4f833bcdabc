import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { StorageError } from '../storage/object-store.ts'

/** The body, cut where it becomes larger than allowed: a length need not be announced. */
export const limitBody = (request: IncomingMessage, most: number): Readable => {
  if (request.headers['content-length'] !== undefined) return request
  const counted = async function* () {
    let bytes = 0
    for await (const chunk of request) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('A body is bytes.')
      bytes += chunk.length
      if (bytes > most) throw new StorageError('cut_short', 'The object is larger than the gateway takes.')
      yield chunk
    }
  }
  return Readable.from(counted(), { objectMode: false })
}
