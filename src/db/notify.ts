import { sql } from 'kysely'
import type { Db } from './database.ts'
import { afterCommit } from './transaction.ts'

/**
 * Wakes whoever listens on a channel, in every process, once the caller's transaction has committed. Sent within it, the
 * notification would make that commit wait for all others that notify, in the whole database. A process that dies in between
 * sends nothing: so it carries no news, and who listens also looks every second or two.
 */
export const notify = (db: Db, channel: string, payload = ''): void =>
  afterCommit(db, (root) => senderOf(root)({ channel, payload }))

type Notice = { readonly channel: string; readonly payload: string }

const senders = new WeakMap<Db, (notice: Notice) => void>()

const senderOf = (db: Db) => {
  const sender = senders.get(db) ?? createSender(db)
  senders.set(db, sender)
  return sender
}

/** The first notices go out at once; those that come soon after them go together. */
const pauseMs = 50

const createSender = (db: Db) => {
  const waiting = new Map<string, Notice>()
  let pausing = false
  const send = () => {
    pausing = waiting.size > 0
    if (!pausing) return
    const notices = [...waiting.values()]
    waiting.clear()
    setTimeout(send, pauseMs).unref()
    // Those who listen look by themselves when this fails, as it does while the process ends.
    sendNotices(db, notices).catch(() => undefined)
  }
  return (notice: Notice) => {
    waiting.set(`${notice.channel} ${notice.payload}`, notice)
    if (pausing) return
    pausing = true
    // After all that the same transaction has to say.
    queueMicrotask(send)
  }
}

const sendNotices = (db: Db, notices: readonly Notice[]) =>
  sql`
    select pg_notify(channel, payload)
    from jsonb_to_recordset(${JSON.stringify(notices)}) as notice(channel text, payload text)`.execute(db)
