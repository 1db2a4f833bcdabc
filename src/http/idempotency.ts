/**
 * Idempotency-Key on POST: a client that did not hear the answer sends the same request again and gets the first answer.
 *
 * A signed-in caller may send `Idempotency-Key` (1 to 255 visible ASCII characters) with any POST; anonymous callers' keys,
 * other methods and routes for anyone are not looked at. In ONE transaction we insert a row for (caller, key), run the handler (verbs
 * join the transaction through `ctx.db`), and store the reply. So the row exists when, and only when, what the handler did
 * is committed; a crash leaves neither.
 *
 *   first request            → runs; the reply is stored, sealed, since it can hold a secret that is shown once
 *   same request again       → the stored status and body, with `idempotency-replayed: true`; headers such as cookies are
 *                              not stored
 *   key with another request → 422 idempotency_key_reused (another route, address or body)
 *   two at the same moment   → the second waits at the unique index for the first one's commit, then replays. After 5 s
 *                              of waiting it gets 409 idempotency_key_in_use with Retry-After
 *   a failure                → rolled back and not remembered: the next try runs
 *   older than 24 hours      → counts as absent; the insert takes the old row over
 *
 * What a route asks of the outside first (`prepare`) is asked before that transaction, and not at all where the reply is stored.
 */
import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { type Context, inTransaction, type Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import type { Secrets } from '../lib/secrets.ts'
import { canonicalJson } from './canonical-json.ts'

/** A reply as it goes out. */
export type Answer = { readonly status: number; readonly text: string; readonly replayed?: true }

type Key = { readonly caller_id: string; readonly key: string; readonly operation: string; readonly body_hash: string }

/** The request's key with all that must be the same when it is sent again; null when the request has none that counts. */
export const createReadKey = (services: Services) => {
  // Keyed, because a body can hold a password that a plain hash would let somebody guess.
  const hashKey = services.secrets.derive('idempotency')
  return (request: FastifyRequest, operation: string): Key | null => {
    const key = request.headers['idempotency-key']
    const { id } = request.caller
    if (key === undefined || id === null || request.method !== 'POST') return null
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
      throw invalidField('Idempotency-Key', 'Send 1 to 255 visible ASCII characters, such as a UUID.')
    const text = `${request.method} ${request.url}\n${canonicalJson(request.body ?? {})}`
    return { caller_id: id, key, operation, body_hash: createHmac('sha256', hashKey).update(text).digest('hex') }
  }
}

/** Runs `work` in one transaction under the key, or answers what it answered the first time. */
export const runOnce = (
  ctx: Context,
  key: Key,
  waitMs: number,
  work: (ctx: Context) => Promise<Answer>,
): Promise<Answer> =>
  inTransaction(ctx, async (ctx) => {
    const stored = (await claim(ctx, key, waitMs)) ? null : await findStored(ctx.db, key)
    if (stored !== null) return replay(ctx.secrets, key, stored)
    const answer = await work(ctx)
    await sql`
      update idempotency_keys
      set status = ${answer.status}, sealed_reply = ${ctx.secrets.seal(purpose, sealContext(key), answer.text)}
      where caller_id = ${key.caller_id} and key = ${key.key}`.execute(ctx.db)
    return answer
  })

/** What this very request was answered before; null when nothing is stored yet. Waits for nobody. */
export const findAnswer = async (ctx: Context, key: Key): Promise<Answer | null> => {
  const { rows } = await sql<Stored>`
    select operation, body_hash, status, sealed_reply from idempotency_keys
    where caller_id = ${key.caller_id} and key = ${key.key} and created_at >= ${isoPlusMs(ctx.clock.now(), -dayMs)}`.execute(
    ctx.db,
  )
  return rows[0] === undefined ? null : replay(ctx.secrets, key, rows[0])
}

const purpose = 'idempotency'
const sealContext = (key: Key) => `${key.caller_id} ${key.key}`

/** True when the key is ours now; false when a committed request holds it. Waits for one that is still running. */
const claim = async (ctx: Context, key: Key, waitMs: number): Promise<boolean> => {
  const now = ctx.clock.now()
  try {
    await sql`select set_config('lock_timeout', ${String(waitMs)}, true)`.execute(ctx.db)
    const { rows } = await sql`
      insert into idempotency_keys as mine (caller_id, key, operation, body_hash, created_at)
      values (${key.caller_id}, ${key.key}, ${key.operation}, ${key.body_hash}, ${now})
      on conflict (caller_id, key) do update
        set operation = excluded.operation, body_hash = excluded.body_hash, status = null, sealed_reply = null,
          created_at = excluded.created_at
        where mine.created_at < ${isoPlusMs(now, -dayMs)}
      returning 1`.execute(ctx.db)
    return rows.length === 1
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') throw inUse(error)
    throw error
  }
}

type Stored = { operation: string; body_hash: string; status: number | null; sealed_reply: string | null }

const findStored = async (db: Db, key: Key): Promise<Stored> => {
  const { rows } = await sql<Stored>`
    select operation, body_hash, status, sealed_reply from idempotency_keys
    where caller_id = ${key.caller_id} and key = ${key.key}`.execute(db)
  // Gone between the two statements: the clean-up took it. The next try starts afresh.
  if (rows[0] === undefined) throw inUse()
  return rows[0]
}

const replay = (secrets: Secrets, key: Key, stored: Stored): Answer => {
  if (stored.operation !== key.operation || stored.body_hash !== key.body_hash)
    throw new AppError('idempotency_key_reused')
  if (stored.status === null || stored.sealed_reply === null) throw inUse()
  return { status: stored.status, text: secrets.open(purpose, sealContext(key), stored.sealed_reply), replayed: true }
}

const inUse = (cause?: unknown) => new AppError('idempotency_key_in_use', { retryAfterSeconds: 1, cause })
