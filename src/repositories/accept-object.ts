import { inTransaction, type Services } from '../context.ts'
import { hourMs, isoPlusMs } from '../lib/clock.ts'
import type { ObjectRef, ObjectStore, Staged } from '../storage/object-store.ts'
import {
  type Acceptance,
  findVisit,
  insertObject,
  insertRefused,
  replaceObject,
  trashAgain,
  type Verdict,
} from './journal-queries.ts'
import { findObject } from './object-queries.ts'
import { lockRepository } from './queries.ts'
import { refusalOf, type WriteRefusal } from './refusal-of.ts'
import { settleObject } from './settle-object.ts'

/** `known`: the same bytes were accepted before. `busy`: the object is on its way to or from the trash; try again. */
export type Reception = 'accepted' | 'known' | 'other_bytes' | 'busy' | WriteRefusal

export type Upload = { store: ObjectStore; staged: Staged; ref: ObjectRef; credential_id: string }

/** For a moment, so that another upload of the same name which is under way sees that it must start anew. */
const refusedForMs = hourMs

/**
 * Gives an upload its place and writes it down; only then it exists. Where the journal refuses after the bytes are in their
 * place, they go to the trash, unless they are the bytes of an object that was accepted.
 */
export const acceptObject = async (ctx: Services, upload: Upload): Promise<Reception> => {
  const { ref, staged, credential_id } = upload
  const seen = await findVisit(ctx.db, credential_id, ref)
  const refused = refusalOf(seen, { type: ref.type, bytes: staged.bytes, now: ctx.clock.now() })
  if (refused !== null || seen === undefined) return refused ?? 'unknown_credential'
  if (seen.misplaced === true) return 'busy'
  const exists = seen.sha256 !== null && seen.trashed_at === null
  if (exists && seen.sha256 !== staged.sha256) return 'other_bytes'
  // A damaged object is healed by whoever brings it again.
  if (exists && seen.damage === null) return 'known'
  if (ref.type === 'config') return acceptConfig(ctx, upload)

  await staged.commit(ref)
  const object = acceptanceOf(ctx, upload)
  const isNew = seen.sha256 === null
  const verdict = isNew
    ? await insertObject(ctx.db, object)
    : await replaceObject(ctx.db, { ...object, trashed_at: seen.trashed_at })
  if (verdict.written) return 'accepted'
  if (verdict.has_credential && verdict.is_open) return receptionOfOther(ctx, upload)
  await putAway(ctx, upload.store, object)
  return reasonOf(ctx, object, verdict)
}

const acceptanceOf = ({ clock }: Services, { ref, staged, credential_id }: Upload): Acceptance => ({
  ...ref,
  credential_id,
  sha256: staged.sha256,
  bytes: staged.bytes,
  now: clock.now(),
})

/**
 * The one object whose name says nothing of its bytes: two uploads must not replace each other's. So its tiny file is put in
 * place inside the transaction that writes it down, under the repository's lock. A crash in between leaves a file that the
 * next upload replaces.
 */
const acceptConfig = (ctx: Services, upload: Upload): Promise<Reception> =>
  inTransaction(ctx, async (ctx) => {
    await lockRepository(ctx.db, upload.ref.repository_id)
    const known = await findObject(ctx.db, upload.ref)
    const healed = known !== undefined && known.damage !== null && known.sha256 === upload.staged.sha256
    if (known !== undefined && !healed) return known.sha256 === upload.staged.sha256 ? 'known' : 'other_bytes'
    const object = acceptanceOf(ctx, upload)
    const verdict = healed
      ? await replaceObject(ctx.db, { ...object, trashed_at: null })
      : await insertObject(ctx.db, object)
    if (!verdict.written) return reasonOf(ctx, object, verdict)
    await upload.staged.commit(upload.ref)
    return 'accepted'
  })

/** Another upload of the same name was written down first, or put away first. */
const receptionOfOther = async (ctx: Services, upload: Upload): Promise<Reception> => {
  const row = await findObject(ctx.db, upload.ref)
  if (row?.trashed_at === null) return !row.misplaced && row.sha256 === upload.staged.sha256 ? 'known' : 'busy'
  await putAway(ctx, upload.store, acceptanceOf(ctx, upload))
  return 'busy'
}

const putAway = async (ctx: Services, store: ObjectStore, object: Acceptance): Promise<void> => {
  const purge_after = isoPlusMs(object.now, refusedForMs)
  const isPutAway =
    (await insertRefused(ctx.db, { ...object, purge_after })) ||
    (await trashAgain(ctx.db, object, { now: object.now, purge_after }))
  const row = isPutAway ? await findObject(ctx.db, object) : undefined
  if (row !== undefined && row.trashed_at !== null) await settleObject(ctx, { store, row })
}

const reasonOf = async (ctx: Services, object: Acceptance, verdict: Verdict): Promise<WriteRefusal> => {
  const visit = await findVisit(ctx.db, object.credential_id, null)
  const refusal = refusalOf(visit, { type: object.type, bytes: object.bytes, now: ctx.clock.now() })
  // What stood against it may be gone by now.
  return refusal ?? (verdict.has_credential ? 'in_maintenance' : 'unknown_credential')
}
