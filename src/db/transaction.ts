import type { Db } from './database.ts'

/** What an open transaction still has to do at its end. */
type Ending = { readonly root: Db; readonly before: (() => Promise<void>)[]; readonly after: ((root: Db) => void)[] }

const open = new WeakMap<Db, Ending>()

/** Runs `work` in a transaction of its own: commits when it resolves, else rolls back. */
export const transaction = async <T>(root: Db, work: (db: Db) => Promise<T>): Promise<T> => {
  const ending: Ending = { root, before: [], after: [] }
  const result = await root.transaction().execute(async (db) => {
    open.set(db, ending)
    const result = await work(db)
    for (const last of ending.before) await last()
    return result
  })
  for (const then of ending.after) then(root)
  return result
}

/** Has `work` done as the last thing in the transaction that `db` carries; at once when it carries none. */
export const beforeCommit = async (db: Db, work: () => Promise<void>): Promise<void> => {
  const ending = open.get(db)
  if (ending === undefined) await work()
  else ending.before.push(work)
}

/** Has `work` done once the transaction that `db` carries has committed, and not when it rolls back; at once when it carries none. */
export const afterCommit = (db: Db, work: (root: Db) => void): void => {
  const ending = open.get(db)
  if (ending === undefined) work(db)
  else ending.after.push(work)
}
