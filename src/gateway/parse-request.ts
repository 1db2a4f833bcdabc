import type { IncomingHttpHeaders } from 'node:http'
import type { ByteRange, ObjectRef, ObjectType } from '../storage/object-store.ts'

/** What an address of restic's REST protocol names. */
export type Target =
  | { kind: 'repository'; repository_id: string; query: string }
  | { kind: 'list'; repository_id: string; type: ObjectType }
  | { kind: 'object'; repository_id: string; ref: ObjectRef }

const base = /^\/repo\/(rep_[0-9a-hjkmnp-tv-z]{26})\/(.*)$/
const listPath = /^(keys|locks|data|index|snapshots)\/$/
const objectPath = /^(keys|locks|data|index|snapshots)\/([0-9a-f]{64})$/

/** Null for every address that is not exactly one of the protocol's: nothing is decoded, cleaned or guessed. */
export const parseTarget = (url: string): Target | null => {
  const [path = '', query = '', ...more] = url.split('?')
  const [, repository_id, rest] = base.exec(path) ?? []
  if (repository_id === undefined || rest === undefined || more.length > 0) return null
  if (rest === '') return { kind: 'repository', repository_id, query }
  if (query !== '') return null
  if (rest === 'config')
    return { kind: 'object', repository_id, ref: { repository_id, type: 'config', name: 'config' } }
  const listed = listPath.exec(rest)?.[1]
  if (listed !== undefined) return { kind: 'list', repository_id, type: typeOf(listed) }
  const [, type, name] = objectPath.exec(rest) ?? []
  if (type === undefined || name === undefined) return null
  return { kind: 'object', repository_id, ref: { repository_id, type: typeOf(type), name } }
}

/** The patterns above let no other word through. */
const typeOf = (word: string) => word as ObjectType

/** Name and password of a Basic authorization; null where there is none. */
export const parseBasic = (headers: IncomingHttpHeaders): { username: string; password: string } | null => {
  const encoded = /^basic ([a-z0-9+/=]{1,400})$/i.exec(headers.authorization ?? '')?.[1]
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 1 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** The one range that restic asks for; null for the whole object, `invalid` for what cannot be had. */
export const parseRange = (header: string | undefined, bytes: number): ByteRange | null | 'invalid' => {
  if (header === undefined) return null
  const [, from, to] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header) ?? []
  if (from === undefined || to === undefined) return 'invalid'
  const first = Number(from)
  const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  return first > last ? 'invalid' : { first, last }
}
