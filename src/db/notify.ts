import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Wakes whoever listens on a channel, in every process, once the caller's transaction has committed; not when it rolls back. Sent
 * within the transaction, it would make that commit wait for all others that notify, in the whole database. A process that dies
 * in between sends nothing, so a notification carries no news, and who listens also looks every second or two.
 */
export const notify = (db: Db, channel: string, payload = ''): void => {
  const open = transactions.get(db)
  if (open === undefined) senderOf(db)({ channel, payload })
  else open.push({ channel, payload })
}

/** Runs `work` in a transaction of its own, and sends its notifications when that has committed. */
export const transactionThatNotifies = async <T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> => {
  const notices: Notice[] = []
  const result = await db.transaction().execute((transaction) => {
    transactions.set(transaction, notices)
    return work(transaction)
  })
  for (const notice of notices) senderOf(db)(notice)
  return result
}

type Notice = { readonly channel: string; readonly payload: string }

/** What the open transactions have to say. */
const transactions = new WeakMap<Db, Notice[]>()
const senders = new WeakMap<Db, (notice: Notice) => void>()

const senderOf = (db: Db) => {
  const known = senders.get(db) ?? createSender(db)
  senders.set(db, known)
  return known
}

/** The first notice goes out at once; those that come soon after it go together. */
const pauseMs = 50

const createSender = (db: Db) => {
  const waiting = new Map<string, Notice>()
  let resting = false
  const send = () => {
    resting = waiting.size > 0
    if (!resting) return
    const notices = [...waiting.values()]
    waiting.clear()
    setTimeout(send, pauseMs).unref()
    // Readers look by themselves when this fails, as it does when the process is about to end.
    pgNotify(db, notices).catch(() => undefined)
  }
  return (notice: Notice) => {
    waiting.set(`${notice.channel} ${notice.payload}`, notice)
    if (!resting) send()
  }
}

const pgNotify = (db: Db, notices: readonly Notice[]) =>
  sql`select pg_notify(channel, payload) from jsonb_to_recordset(${JSON.stringify(notices)}) as notice(channel text, payload text)`.execute(
    db,
  )
