import type { Services } from '../context.ts'
import { hourMs, isoPlusMs } from '../lib/clock.ts'
import type { ObjectRef, ObjectStore } from '../storage/object-store.ts'
import { findVisit, removeObjectRow } from './journal-queries.ts'
import { findObject } from './object-queries.ts'
import { refusalOf, type WriteRefusal } from './refusal-of.ts'
import { trashHours } from './schema.ts'
import { settleObject } from './settle-object.ts'

/** `absent`: it is not there, which is what was wanted. */
export type Removal = 'removed' | 'absent' | 'not_own' | WriteRefusal

/** Takes an object out of the lists: a lock for good, anything else to the trash. The journal first, then the store. */
export const removeObject = async (
  ctx: Services,
  input: { store: ObjectStore; ref: ObjectRef; credential_id: string; own_only: boolean },
): Promise<Removal> => {
  const { store, ref, credential_id, own_only } = input
  const now = ctx.clock.now()
  const purge_after = ref.type === 'locks' ? now : isoPlusMs(now, trashHours * hourMs)
  const verdict = await removeObjectRow(ctx.db, { ...ref, credential_id, now, purge_after, own_only })
  const row = await findObject(ctx.db, ref)
  if (!verdict.written) {
    const refusal = refusalOf(await findVisit(ctx.db, credential_id, null), { type: ref.type, bytes: 0, now })
    if (!verdict.has_credential || !verdict.is_open) return refusal ?? 'in_maintenance'
    return row === undefined || row.trashed_at !== null ? 'absent' : 'not_own'
  }
  try {
    if (row !== undefined) await settleObject(ctx, { store, row })
  } catch (error) {
    // It is removed for everybody who asks us; tending lets the store follow.
    ctx.log.warn({ err: error, repository_id: ref.repository_id }, 'an object could not be moved to the trash yet')
  }
  return 'removed'
}
