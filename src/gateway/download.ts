import type { Readable } from 'node:stream'
import { mayDo } from '../repositories/may-do.ts'
import { storeOfVisit } from '../repositories/store-of-visit.ts'
import { type ByteRange, type ObjectRef, type ObjectStore, StorageError } from '../storage/object-store.ts'
import { answers } from './answers.ts'
import type { Exchange, ObjectHandler } from './exchange.ts'
import { parseRange } from './parse-request.ts'
import { sendBody } from './send-body.ts'

/** HEAD and GET of one object, or of a range of it. The journal says whether it exists, and how large it is. */
export const download: ObjectHandler = async (exchange, ref) => {
  const { visit, request, response } = exchange
  if (!mayDo(visit.rights, 'read', ref.type)) return answers.not_allowed
  const bytes = visit.bytes
  if (bytes === null) return answers.not_found
  if (visit.trashed_at !== null && !mayDo(visit.rights, 'read_trashed', ref.type)) return answers.not_found
  const range = parseRange(request.headers.range, bytes)
  if (range === 'invalid') return { ...answers.bad_range, headers: { 'content-range': `bytes */${bytes}` } }
  const length = range === null ? bytes : range.last - range.first + 1
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': length,
    'accept-ranges': 'bytes',
    ...(range === null ? {} : { 'content-range': `bytes ${range.first}-${range.last}/${bytes}` }),
  }
  const status = range === null ? 200 : 206
  if (request.method === 'HEAD') {
    response.writeHead(status, headers).end()
    return null
  }
  const body = await openBody(exchange, ref, range ?? { first: 0, last: bytes - 1 })
  if ('status' in body) return body
  response.writeHead(status, headers)
  await sendBody(body, response)
  exchange.count('out', length)
  return null
}

const openBody = async (exchange: Exchange, ref: ObjectRef, range: ByteRange) => {
  const { services, stores, visit } = exchange
  const store = await storeOfVisit(services, { stores, visit })
  try {
    return await readWhereverItIs(store, ref, range, visit.trashed_at !== null)
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    const facts = { repository_id: ref.repository_id, type: ref.type, object: ref.name }
    if (error.code === 'object_missing' || error.code === 'cut_short') {
      services.log.error({ err: error, ...facts }, 'a stored object is missing or too short')
      // 404 stops restic at once; it would try a 500 again for minutes.
      return error.code === 'object_missing' ? answers.not_found : answers.damaged
    }
    throw error
  }
}

/** Between the journal's row and the store's move there is a moment in which the object is in the other place. */
const readWhereverItIs = async (
  store: ObjectStore,
  ref: ObjectRef,
  range: ByteRange,
  trashed: boolean,
): Promise<Readable> => {
  const places = [() => store.read(ref, range), () => store.readTrashed(ref, range)]
  if (trashed) places.reverse()
  // Once more at the end: it may have moved from the second place to the first.
  for (const read of [...places, ...places.slice(0, 1)]) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'object_missing') throw error
    }
  }
  throw new StorageError('object_missing', 'The object is in none of its places.')
}
