import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { listObjects } from '../repositories/list-objects.ts'
import { mayDo } from '../repositories/may-do.ts'
import type { ObjectType } from '../storage/object-store.ts'
import { type Answer, answers } from './answers.ts'
import type { Exchange } from './exchange.ts'

const versionTwo = 'application/vnd.x.restic.rest.v2'
const versionOne = 'application/vnd.x.restic.rest.v1'

/** GET of a list: names, and in version two of the protocol sizes with them. A page of the journal at a time. */
export const list = async (exchange: Exchange, type: ObjectType): Promise<Answer | null> => {
  const { services, visit, request, response } = exchange
  if (!mayDo(visit.rights, 'read', type)) return answers.not_allowed
  const sized = (request.headers.accept ?? '').split(',').some((one) => one.trim() === versionTwo)
  const { repository_id } = visit
  const text = async function* () {
    let separator = '['
    for await (const page of listObjects(services, { repository_id, type })) {
      const items = page.map(({ name, bytes }) => JSON.stringify(sized ? { name, size: bytes } : name))
      yield `${separator}${items.join(',')}`
      separator = ','
    }
    yield separator === '[' ? '[]' : ']'
  }
  const pages = text()
  // The first page before the headers: a database that is away becomes a status, not a torn list.
  const first = await pages.next()
  response.writeHead(200, { 'content-type': sized ? versionTwo : versionOne })
  if (request.method === 'HEAD') {
    response.end()
    return null
  }
  const all = async function* () {
    yield String(first.value ?? '')
    yield* pages
  }
  await pipeline(Readable.from(all(), { objectMode: false, encoding: 'utf8' }), response)
  return null
}
